// Our tree must be gumbo's, on pages of which it is known to read what the standard says (agreed_pages.h). By bytes
// that choose their pieces, since whole random pages soon come to where gumbo is too old, or ends the process.

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "markup/testing/agreed_pages.h"
#include "markup/testing/oracles.h"

namespace {

using dateline::markup::Node;
using dateline::markup::testing::Outline;

/// Texts that touch joined: gumbo splits them.
Outline joined(const Outline& outline) {
  Outline out;
  for (const auto& line : outline) {
    if (!out.empty() && line.kind == Node::Kind::kText && out.back().kind == line.kind &&
        out.back().depth == line.depth) {
      out.back().text += line.text;
    } else {
      out.push_back(line);
    }
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::markup;
  const std::string page = testing::agreed_page(testing::Oracle::kGumbo, {data, size});
  const Outline ours = joined(testing::outline_of(Document::parse(page).value().top()));
  const Outline gumbo = joined(testing::gumbo_outline(page));
  if (ours != gumbo) {
    std::fprintf(stderr, "%s\n  we:    %s\n  gumbo: %s\n", page.c_str(), in_one_line(ours).c_str(),
                 in_one_line(gumbo).c_str());
    std::abort();
  }
  return 0;
}

#include "site/assets.h"

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "base/ids.h"
#include "site/context.h"
#include "site_assets.h"
#include "site_fonts.h"

namespace dateline::site {
namespace {

struct Asset {
  std::shared_ptr<const std::string> bytes;
  std::string content_type;
};

struct Bundle {
  std::string hash;
  std::unordered_map<std::string, Asset> files;
};

/// A script without lines of comment and without indentation: a fifth of its bytes, and its lines are still its own.
std::string lean_script(std::string_view script) {
  std::string out;
  while (!script.empty()) {
    const auto end = script.find('\n');
    std::string_view line = script.substr(0, end);
    script.remove_prefix(end == std::string_view::npos ? script.size() : end + 1);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    // As our scripts have it: a comment is a line, or stands three spaces behind one.
    if (line.starts_with("//") || line.starts_with("/**") || line.starts_with("*")) continue;
    line = line.substr(0, line.find("   // "));
    if (!line.empty()) out.append(line) += '\n';
  }
  return out;
}

const Bundle& bundle() {
  static const Bundle built = [] {
    Bundle all;
    std::string bytes;
    const auto add = [&](std::string_view path, std::string_view file) {
      const std::string name(path.substr(path.rfind('/') + 1));
      const std::string content = name.ends_with(".js") ? lean_script(file) : std::string(file);
      bytes += content;
      all.files[name] = {std::make_shared<const std::string>(content), asset_type(name)};
    };
    for (const auto& file : embedded::site_assets()) add(file.path, file.bytes);
    for (const auto& file : embedded::site_fonts()) add(file.path, file.bytes);
    all.hash = encode_id(digest64(bytes));
    return all;
  }();
  return built;
}

net::Response answer(const Asset& file, std::string_view cache_control) {
  net::Response response;
  response.content_type = file.content_type;
  response.headers.emplace_back("Cache-Control", cache_control);
  response.body = file.bytes;
  return response;
}

}  // namespace

std::string asset_type(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  if (name.ends_with(".png")) return "image/png";
  if (name.ends_with(".ico")) return "image/x-icon";
  DATELINE_CHECK(name.ends_with(".woff2"));
  return "font/woff2";
}

Href asset_path(std::string_view name) {
  DATELINE_CHECK(bundle().files.contains(std::string(name)));
  return Href::path({"assets", bundle().hash, name});
}

std::string_view asset_text(std::string_view name) {
  const auto file = bundle().files.find(std::string(name));
  DATELINE_CHECK(file != bundle().files.end());
  return *file->second.bytes;
}

Result<net::Response> asset(const Context& context, const Visit& visit) {
  constexpr std::string_view kForGood = "public, max-age=31536000, immutable";
  if (const auto* own = context.house.find(visit.parts[0], visit.parts[1])) {
    return answer({own->bytes, own->content_type}, kForGood);
  }
  const auto file = bundle().files.find(visit.parts[1]);
  if (visit.parts[0] != bundle().hash || file == bundle().files.end()) {
    return fail(Code::kNotFound, "no such asset in this version");
  }
  return answer(file->second, kForGood);
}

net::Response root_asset(std::string_view name) {
  return answer(bundle().files.at(std::string(name)), "public, max-age=86400");
}

Result<net::Response> favicon(const Context&, const Visit&) {
  return root_asset("favicon.svg");
}

}  // namespace dateline::site

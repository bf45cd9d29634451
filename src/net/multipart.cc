#include "net/multipart.h"

#include <algorithm>
#include <array>

#include "net/http_server.h"
#include "text/utf8.h"

namespace dateline::net {
namespace {

constexpr std::string_view kType = "multipart/form-data";
constexpr std::size_t kMostParts = 100;            // Our largest such form has a dozen fields.
constexpr std::size_t kMostHeaderBytes = 2 << 10;  // Names of files end at 255 bytes on any disk.
constexpr std::size_t kMostBoundary = 70;          // RFC 2046 section 5.1.1.

std::unexpected<Error> broken(std::string_view why) {
  return fail(Code::kInvalid, "This form did not arrive whole (" + std::string(why) + "); please send it again");
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// RFC 2046's characters of a boundary. A space is one of them, but no browser sends any.
bool is_boundary(std::string_view text) {
  return !text.empty() && text.size() <= kMostBoundary && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("'()+_,-./:=?").find(c) != std::string_view::npos;
  });
}

/// Takes `name=value` or `name="value"` off `rest`, which begins with ";". False: it is none.
bool take_parameter(std::string_view& rest, std::string_view& name, std::string_view& value) {
  if (!rest.starts_with(';')) return false;
  rest = trimmed(rest.substr(1));
  const auto equals = rest.find('=');
  if (equals == std::string_view::npos) return false;
  name = rest.substr(0, equals);
  rest.remove_prefix(equals + 1);
  const bool quoted = rest.starts_with('"');
  if (quoted) rest.remove_prefix(1);
  const auto end = rest.find(quoted ? '"' : ';');
  if (quoted && end == std::string_view::npos) return false;
  value = quoted ? rest.substr(0, end) : trimmed(rest.substr(0, end));
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + (quoted ? 1 : 0));
  rest = trimmed(rest);
  return true;
}

std::optional<std::string> boundary_of(std::string_view content_type) {
  const auto end = std::min(content_type.find(';'), content_type.size());
  if (!equal_ignoring_case(trimmed(content_type.substr(0, end)), kType)) return std::nullopt;
  std::string_view rest = content_type.substr(end), name, value;
  std::optional<std::string> boundary;
  while (!rest.empty()) {
    if (!take_parameter(rest, name, value)) return std::nullopt;
    if (!equal_ignoring_case(name, "boundary")) continue;
    if (boundary || !is_boundary(value)) return std::nullopt;
    boundary = value;
  }
  return boundary;
}

/// Browsers write a quotation mark and line ends of a name as %22, %0D, %0A, and nothing else (WHATWG HTML, "multipart
/// form data"); a percent sign stays one.
std::string decoded_name(std::string_view text) {
  struct Escape {
    std::string_view code;
    char means;
  };
  constexpr std::array kEscapes = {Escape{"%22", '"'}, Escape{"%0D", '\r'}, Escape{"%0A", '\n'}};
  std::string out;
  while (!text.empty()) {
    const auto* escape = std::ranges::find_if(kEscapes, [&](const Escape& e) { return text.starts_with(e.code); });
    out += escape != kEscapes.end() ? escape->means : text.front();
    text.remove_prefix(escape != kEscapes.end() ? escape->code.size() : 1);
  }
  return text::repair_utf8(out);
}

/// The part that these header lines begin.
Result<FormPart> read_header(std::string_view lines) {
  FormPart part;
  bool named = false;
  while (!lines.empty()) {
    const auto end = lines.find("\r\n");
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return broken("a part has a line that is no header");
    const std::string_view field = line.substr(0, colon);
    // RFC 7578 section 4.7: not to be sent. Content-Type is passed over: what a file is, its bytes say.
    if (equal_ignoring_case(field, "Content-Transfer-Encoding")) return broken("a part is encoded");
    if (!equal_ignoring_case(field, "Content-Disposition")) continue;
    if (named) return broken("a part has two names");
    std::string_view rest = trimmed(line.substr(colon + 1)), name, value;
    const auto semicolon = std::min(rest.find(';'), rest.size());
    if (!equal_ignoring_case(trimmed(rest.substr(0, semicolon)), "form-data")) return broken("a part is no field");
    rest.remove_prefix(semicolon);
    while (!rest.empty()) {
      if (!take_parameter(rest, name, value)) return broken("a part's name cannot be read");
      if (equal_ignoring_case(name, "name")) {
        if (named) return broken("a part has two names");
        part.name = decoded_name(value);
        named = true;
      } else if (equal_ignoring_case(name, "filename")) {
        if (part.file_name) return broken("a part has two file names");
        part.file_name = decoded_name(value);
      }
    }
  }
  if (!named) return broken("a part has no name");
  return part;
}

}  // namespace

bool is_multipart(std::string_view content_type) {
  return equal_ignoring_case(trimmed(content_type.substr(0, content_type.find(';'))), kType);
}

Result<std::vector<FormPart>> parse_multipart(std::string_view content_type, std::string_view body) {
  const auto boundary = boundary_of(content_type);
  if (!boundary) return broken("its boundary cannot be read");
  const std::string mark = "--" + *boundary, next = "\r\n" + mark;
  if (!body.starts_with(mark)) return broken("it does not begin with its boundary");
  body.remove_prefix(mark.size());
  std::vector<FormPart> parts;
  // `body` stands behind a boundary.
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return broken("a boundary is not at the end of its line");
    if (parts.size() == kMostParts) return broken("it has more than " + std::to_string(kMostParts) + " parts");
    body.remove_prefix(2);
    const auto header = body.substr(0, kMostHeaderBytes).find("\r\n\r\n");
    if (header == std::string_view::npos) return broken("a part's header does not end");
    DATELINE_TRY(FormPart part, read_header(body.substr(0, header)));
    body.remove_prefix(header + 4);
    const auto end = body.find(next);
    if (end == std::string_view::npos) return broken("a part does not end");
    part.bytes = body.substr(0, end);
    body.remove_prefix(end + next.size());
    parts.push_back(std::move(part));
  }
  body.remove_prefix(2);
  if (!body.empty() && body != "\r\n") return broken("something follows its end");
  return parts;
}

Form Form::of(const Request& request) {
  const std::string_view type = request.header("content-type");
  if (!is_multipart(type)) return parse(request.body);
  Form form;
  const auto parts = parse_multipart(type, request.body);
  if (!parts) return form;
  for (const FormPart& part : *parts) {
    if (!part.file_name) form.fields_.emplace_back(part.name, text::repair_utf8(part.bytes));
  }
  return form;
}

}  // namespace dateline::net

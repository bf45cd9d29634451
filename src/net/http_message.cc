// Requests, responses and forms as values; nothing here touches a socket.
#include <utility>

#include "net/http_server.h"
#include "net/percent.h"
#include "text/utf8.h"

namespace dateline::net {
namespace {

// The largest form of ours has a field for each report of a story. What comes behind these is passed over.
constexpr std::size_t kMaxFields = 1000;

std::string decode_form(std::string_view encoded) {
  std::string out;
  out.reserve(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] == '+') {
      out += ' ';
    } else if (const auto byte = decode_percent(encoded.substr(i))) {
      out += *byte;
      i += 2;
    } else {
      out += encoded[i];  // A stray percent sign stands for itself (WHATWG URL, section 5.1).
    }
  }
  return text::is_utf8(out) ? out : text::repair_utf8(out);
}

Response make(int status, std::string content_type, std::string body) {
  Response response;
  response.status = status;
  response.content_type = std::move(content_type);
  response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

}  // namespace

std::string_view Request::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers) {
    if (name == lower_case_name) return value;
  }
  return {};
}

std::string_view Request::cookie(std::string_view name) const {
  for (const auto& [field, value] : headers) {
    if (field != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t end = rest.find(';');
      std::string_view pair = rest.substr(0, end);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
      while (pair.starts_with(' ')) pair.remove_prefix(1);
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    }
  }
  return {};
}

Form Form::parse(std::string_view encoded) {
  Form form;
  while (!encoded.empty() && form.fields_.size() < kMaxFields) {
    const std::size_t end = encoded.find('&');
    const std::string_view field = encoded.substr(0, end);
    encoded = end == std::string_view::npos ? std::string_view() : encoded.substr(end + 1);
    if (field.empty()) continue;
    const std::size_t equals = field.find('=');
    const std::string_view value = equals == std::string_view::npos ? std::string_view() : field.substr(equals + 1);
    form.fields_.emplace_back(decode_form(field.substr(0, equals)), decode_form(value));
  }
  form.cut_ = !encoded.empty();
  return form;
}

std::string_view Form::get(std::string_view name) const {
  for (const auto& [field, value] : fields_) {
    if (field == name) return value;
  }
  return {};
}

std::vector<std::string_view> Form::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [field, value] : fields_) {
    if (field == name) values.push_back(value);
  }
  return values;
}

bool Form::has(std::string_view name) const {
  for (const auto& [field, value] : fields_) {
    if (field == name) return true;
  }
  return false;
}

Response Response::html(int status, std::string body) {
  return make(status, "text/html; charset=utf-8", std::move(body));
}
int Response::status_of(Code code) {
  switch (code) {
    case Code::kInvalid:
      return 422;
    case Code::kNotFound:
      return 404;
    case Code::kConflict:
      return 409;
    case Code::kDenied:
      return 403;
    case Code::kLimit:
      return 429;
    case Code::kUnavailable:
      return 503;
    case Code::kInternal:
      return 500;
  }
  return 500;
}

Response Response::text(int status, std::string body) {
  return make(status, "text/plain; charset=utf-8", std::move(body));
}
Response Response::json(int status, std::string body) {
  return make(status, "application/json", std::move(body));
}

Response Response::see_other(std::string location) {
  Response response = text(303, "");
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

}  // namespace dateline::net

// A mail as RFC 5322 and MIME want it.
#include <algorithm>

#include "net/smtp_client.h"
#include "text/utf8.h"

namespace dateline::net {
namespace {

constexpr std::size_t kMostOnLine = 76;  // RFC 2045 section 6.7, RFC 2047 section 2.

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k)
      three = three << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out += i + k <= bytes.size() ? kBase64[three >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c >= 0x20 && c < 0x7f; });
}

/// A header's words: as they are, or as encoded words of RFC 2047, each cut between characters.
std::string header_text(std::string_view utf8) {
  const std::string line = text::collapse(text::repair_utf8(utf8));
  if (is_plain(line) && line.size() <= 900 && line.find("=?") == std::string::npos)
    return line;                      // 998 is the line's most.
  constexpr std::size_t kBytes = 42;  // 56 in base64, and 12 around it.
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = std::min(at + kBytes, line.size());
    while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
    out +=
        (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(std::string_view(line).substr(at, end - at)) + "?=";
    at = end;
  }
  return out;
}

/// Quoted-printable (RFC 2045 section 6.7), for lines that end with "\n".
std::string quoted_printable(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out, line;
  const auto end_line = [&](std::string_view with) {
    out += line;
    out += with;
    line.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      end_line("\r\n");
      continue;
    }
    const bool ends_line = i + 1 == text.size() || text[i + 1] == '\n';
    const bool as_is = (c > ' ' && c < 0x7f && c != '=' && !(c == '.' && line.empty())) || (c == ' ' && !ends_line);
    std::string piece(1, c);
    if (!as_is) piece = {'=', kHex[static_cast<unsigned char>(c) >> 4], kHex[static_cast<unsigned char>(c) & 15]};
    if (line.size() + piece.size() > kMostOnLine - 1) end_line("=\r\n");
    line += piece;
  }
  if (!line.empty()) end_line("\r\n");
  return out;
}

std::string mail_date(Instant at) {
  std::string date = format_http_date(at);  // "Tue, 31 Jan 2023 18:00:00 GMT"
  return date.replace(date.size() - 3, 3, "+0000");
}

}  // namespace

std::string to_wire(const MailMessage& message) {
  std::string out;
  const auto header = [&](std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
  };
  std::string from_name = header_text(message.from_name);
  if (!from_name.empty() && !from_name.starts_with("=?")) {
    std::erase_if(from_name, [](char c) { return c == '"' || c == '\\'; });
    from_name = "\"" + from_name + "\"";
  }
  header("Date", mail_date(message.at));
  header("From", from_name.empty() ? message.from : from_name + " <" + message.from + ">");
  header("To", message.to);
  header("Subject", header_text(message.subject));
  header("Message-ID", "<" + message.id + ">");
  header("Auto-Submitted", "auto-generated");  // RFC 3834: no vacation notice answers it.
  if (!message.stop_url.empty()) {
    header("List-Unsubscribe", "<" + message.stop_url + ">");
    header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", "quoted-printable");
  out += "\r\n" + quoted_printable(message.text);
  return out;
}

}  // namespace dateline::net

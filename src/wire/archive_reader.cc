#include "wire/archive_reader.h"

#include <charconv>
#include <string>
#include <utility>

#include "base/file.h"
#include "text/date.h"
#include "text/url.h"
#include "text/utf8.h"
#include "wire/arc_header.h"
#include "wire/http_payload.h"
#include "wire/warnings.h"

namespace dateline::wire {
namespace {

/// A record has some 20 header fields; a megabyte of them is damage.
constexpr std::size_t kMostHeaderLines = 1000;

/// What a record says about itself before its content.
struct RecordHead {
  std::string url;
  std::string content_type;
  std::optional<Instant> date;
  std::uint64_t length = 0;
  bool holds_page = false;  ///< By its type; its content decides in the end.
};

class ArchiveReader {
 public:
  ArchiveReader(std::unique_ptr<ByteStream> stream, const std::function<void(FetchedPage)>& page)
      : in_(std::move(stream)), page_(page) {}

  Result<WarcReport> read() {
    const std::string_view start = in_.peek(9);
    const bool arc = start == "filedesc:";
    if (!arc && !start.starts_with("WARC/")) {
      if (start.empty() && !in_.error()) return fail(Code::kInvalid, "not a web archive: it is empty");
      if (start.empty()) return fail(Code::kInvalid, "not a web archive: " + in_.error()->message);
      return fail(Code::kInvalid, "not a web archive: it starts with neither 'WARC/' nor 'filedesc:'");
    }
    while (next_record(arc)) {
    }
    if (in_.error() && !told_end_) warn(in_.offset(), in_.error()->message + "; " + kept());
    report_.warnings = warnings_.take();
    return std::move(report_);
  }

 private:
  void warn(std::uint64_t offset, const std::string& what) {
    warnings_.add("byte " + with_commas(offset) + ": " + what);
  }
  std::string kept() const { return "kept the " + count_of(report_.pages, "page", "pages") + " before it"; }

  /// False at the end.
  bool next_record(bool arc) {
    const std::uint64_t start = in_.offset();
    const auto line = in_.line();
    if (!line) return false;
    if (line->empty()) return true;  // What separates records.
    std::optional<RecordHead> head = arc ? arc_head(*line) : warc_head(*line, start);
    if (!head && told_end_) return false;
    if (!head) {
      // Damage, or a length that was wrong: the next line that starts a record ends it.
      if (!in_damage_) warn(start, "no record starts here, where one should; looking for the next");
      in_damage_ = true;
      return true;
    }
    in_damage_ = false;
    ++report_.records;
    if (head->date) last_date_ = head->date;
    if (!head->holds_page || head->length > kMaxWarcRecordBytes) {
      if (head->holds_page)
        warn(start, "a record of " + with_commas(head->length) + " bytes is too large; passed over");
      if (in_.skip(head->length) < head->length) cut_off();
      return true;
    }
    std::string content = in_.block(head->length);
    if (content.size() < head->length) {
      if (is_whole_response(content)) hand_on(*head, std::move(content), start);
      cut_off();
      return false;
    }
    hand_on(*head, std::move(content), start);
    return true;
  }

  /// Whether a record that ends too soon holds, by the response's own count, all of the response.
  static bool is_whole_response(std::string_view content) {
    const auto payload = parse_http_payload(content, kMaxWarcRecordBytes);
    if (!payload) return false;
    const std::string_view length = field(payload->fields, "content-length");
    std::uint64_t promised = 0;
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), promised);
    return error == std::errc{} && field(payload->fields, "content-encoding").empty() &&
           payload->body.size() >= promised;
  }

  void cut_off() {
    std::string why = in_.error() ? " (" + in_.error()->message + ")" : "";
    warnings_.add("cut off in the middle of a record at byte " + with_commas(in_.offset()) + why + "; " + kept());
    told_end_ = true;
  }

  static std::optional<RecordHead> arc_head(const std::string& line) {
    auto arc = parse_arc_header(line);
    if (!arc) return std::nullopt;
    RecordHead head;
    head.holds_page = arc->url.starts_with("http");
    head.url = std::move(arc->url);
    head.content_type = std::move(arc->content_type);
    head.date = arc->date;
    head.length = arc->length;
    return head;
  }

  std::optional<RecordHead> warc_head(const std::string& line, std::uint64_t start) {
    if (!line.starts_with("WARC/")) return std::nullopt;
    Fields fields;
    for (std::size_t lines = 0; lines < kMostHeaderLines; ++lines) {
      const auto next = in_.line();
      if (!next) {
        cut_off();
        return std::nullopt;
      }
      if (next->empty()) break;
      if (next->starts_with(' ') || next->starts_with('\t')) {
        if (!fields.empty()) fields.back().second.append(*next);  // A folded line.
      } else {
        parse_field(*next, fields);
      }
    }
    RecordHead head;
    const std::string_view length = field(fields, "content-length");
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), head.length);
    if (error != std::errc{} || end != length.data() + length.size()) {
      warn(start, "a record without a readable Content-Length; looking for the next");
      in_damage_ = true;
      return std::nullopt;
    }
    head.url = field(fields, "warc-target-uri");
    if (head.url.starts_with('<') && head.url.ends_with('>')) head.url = head.url.substr(1, head.url.size() - 2);
    head.content_type = field(fields, "content-type");
    head.date = text::parse_date(field(fields, "warc-date"));
    const std::string_view type = field(fields, "warc-type");
    head.holds_page = (type == "response" || type == "resource") && head.url.starts_with("http");
    return head;
  }

  void hand_on(const RecordHead& head, std::string content, std::uint64_t start) {
    FetchedPage page;
    std::string content_type = head.content_type;
    if (auto payload = parse_http_payload(content, kMaxWarcRecordBytes)) {
      if (payload->status != 200) return;
      content_type = field(payload->fields, "content-type");
      if (!payload->note.empty()) warn(start, payload->note);
      page.body = std::move(payload->body);
    } else {
      page.body = std::move(content);
    }
    std::tie(page.content_type, page.charset) = split_content_type(content_type);
    const DocumentKind kind = sniff(page.body, page.content_type);
    if (kind != DocumentKind::kHtml && kind != DocumentKind::kFeed) return;

    const auto url = text::Url::parse(head.url);
    if (!url) {
      warn(start, "'" + text::shorten(text::repair_utf8(head.url), 80) + "' is not a web address; passed over");
      return;
    }
    // The date of the record before is hours off at most; none at all would put the page at the wrong end of the news.
    if (!head.date && !last_date_) {
      warn(start, "a page without a date, in a file without one; passed over");
      return;
    }
    page.url = url->str();
    page.final_url = page.url;
    page.fetched_at = head.date ? *head.date : *last_date_;
    ++report_.pages;
    page_(std::move(page));
  }

  StreamReader in_;
  const std::function<void(FetchedPage)>& page_;
  WarcReport report_;
  Warnings warnings_;
  std::optional<Instant> last_date_;
  bool in_damage_ = false;
  bool told_end_ = false;
};

/// Puts back what was looked at.
class PrefixedStream final : public ByteStream {
 public:
  PrefixedStream(std::string prefix, std::unique_ptr<ByteStream> rest)
      : prefix_(std::move(prefix)), rest_(std::move(rest)) {}

  Result<std::size_t> read(std::span<char> into) override {
    if (taken_ == prefix_.size()) return rest_->read(into);
    const std::size_t part = prefix_.copy(into.data(), into.size(), taken_);
    taken_ += part;
    return part;
  }

 private:
  const std::string prefix_;
  const std::unique_ptr<ByteStream> rest_;
  std::size_t taken_ = 0;
};

}  // namespace

Result<WarcReport> read_archive(std::unique_ptr<ByteStream> stream, const std::function<void(FetchedPage)>& page) {
  std::string start(3, '\0');
  std::size_t held = 0;
  while (held < start.size()) {
    DATELINE_TRY(const std::size_t got, stream->read({start.data() + held, start.size() - held}));
    if (got == 0) break;
    held += got;
  }
  start.resize(held);
  const bool packed = is_gzip(start);
  stream = std::make_unique<PrefixedStream>(std::move(start), std::move(stream));
  if (packed) stream = unpack(std::move(stream));
  return ArchiveReader(std::move(stream), page).read();
}

}  // namespace dateline::wire

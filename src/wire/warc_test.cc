#include "wire/warc.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>
#include <zlib.h>

#include <chrono>
#include <cstdlib>

#include "wire/archive_reader.h"

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Outcome {
  WarcReport report;
  std::vector<FetchedPage> pages;
};

Outcome read(std::string_view bytes) {
  Outcome outcome;
  auto report = read_archive(stream_of(bytes), [&](FetchedPage page) { outcome.pages.push_back(std::move(page)); });
  EXPECT_TRUE(report) << report.error().message;
  if (report) outcome.report = std::move(*report);
  return outcome;
}

std::string record(std::string_view type, std::string_view url, std::string_view content,
                   std::string_view content_type = "application/http; msgtype=response") {
  std::string out = "WARC/1.1\r\nWARC-Type: " + std::string(type) + "\r\nWARC-Target-URI: " + std::string(url);
  out += "\r\nWARC-Date: 2023-01-31T18:00:00.123Z\r\nContent-Type: " + std::string(content_type);
  return out + "\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" + std::string(content) + "\r\n\r\n";
}

std::string response(std::string_view body, std::string_view fields = "") {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"UTF-8\"\r\n" + std::string(fields) + "\r\n" +
         std::string(body);
}

/// One gzip member, or zlib's format with `window` 15.
std::string pack(std::string_view bytes, int window = 15 + 16) {
  z_stream stream{};
  EXPECT_EQ(::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(::deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(::deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  ::deflateEnd(&stream);
  return out;
}

TEST(Warc, HandsOnPagesWithTheRecordsDate) {
  const Outcome outcome = read(record("warcinfo", "", "software: x", "application/warc-fields") +
                               record("response", "<https://example.org/a b>", response("<p>x</p>")));
  EXPECT_EQ(outcome.report.records, 2U);
  ASSERT_EQ(outcome.pages.size(), 1U);
  const FetchedPage& page = outcome.pages[0];
  EXPECT_EQ(page.url, "https://example.org/a%20b");
  EXPECT_EQ(page.content_type, "text/html");
  EXPECT_EQ(page.charset, "utf-8");
  EXPECT_EQ(page.body, "<p>x</p>");
  EXPECT_EQ(page.fetched_at, std::chrono::sys_days{std::chrono::year{2023} / 1 / 31} + 18h);
  EXPECT_THAT(outcome.report.warnings, IsEmpty());
}

TEST(Warc, HandsOnResourcesAndFeedsAndNothingElse) {
  const Outcome outcome =
      read(record("resource", "https://example.org/1", "<html>x", "text/html") +
           record("response", "https://example.org/2", "HTTP/1.1 404 Not Found\r\n\r\n<html>x") +
           record("response", "https://example.org/3", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG") +
           record("response", "https://example.org/4", "HTTP/1.1 200 OK\r\n\r\n<rss><channel/></rss>") +
           record("request", "https://example.org/5", "GET / HTTP/1.1\r\n\r\n"));
  EXPECT_EQ(outcome.report.records, 5U);
  ASSERT_EQ(outcome.pages.size(), 2U);
  EXPECT_EQ(outcome.pages[0].url, "https://example.org/1");
  EXPECT_EQ(outcome.pages[1].url, "https://example.org/4");
}

TEST(Warc, ReadsOneMemberARecordOrOneForAll) {
  const std::string one = record("response", "https://example.org/1", response("<p>1"));
  const std::string other = record("response", "https://example.org/2", response("<p>2"));
  EXPECT_EQ(read(pack(one) + pack(other)).pages.size(), 2U);
  EXPECT_EQ(read(pack(one + other)).pages.size(), 2U);
}

TEST(Warc, UndoesChunksAndPacking) {
  const std::string chunked = "4\r\n<p>a\r\n3;x=y\r\nbcd\r\n0\r\n\r\n";
  EXPECT_EQ(read(record("response", "https://a.example/", response(chunked, "Transfer-Encoding: chunked\r\n")))
                .pages.at(0)
                .body,
            "<p>abcd");
  EXPECT_EQ(read(record("response", "https://a.example/", response(pack("<p>x"), "Content-Encoding: gzip\r\n")))
                .pages.at(0)
                .body,
            "<p>x");
  for (const int window : {15, -15}) {
    EXPECT_EQ(
        read(record("response", "https://a.example/", response(pack("<p>x", window), "Content-Encoding: deflate\r\n")))
            .pages.at(0)
            .body,
        "<p>x");
  }
}

TEST(Warc, TakesABodyAsItIsWhenItsHeaderLies) {
  const Outcome outcome = read(record("response", "https://a.example/",
                                      response("<p>x", "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n")));
  EXPECT_EQ(outcome.pages.at(0).body, "<p>x");
  EXPECT_THAT(outcome.report.warnings, ElementsAre(HasSubstr("is not")));
}

TEST(Warc, KeepsThePagesBeforeACut) {
  const std::string whole = record("response", "https://a.example/", response("<p>x"));
  const Outcome plain = read(whole + whole.substr(0, whole.size() - 8));
  EXPECT_EQ(plain.pages.size(), 1U);
  EXPECT_THAT(plain.report.warnings, ElementsAre(testing::AllOf(HasSubstr("cut off in the middle of a record at byte"),
                                                                HasSubstr("kept the 1 page before it"))));
  const std::string packed = pack(whole);
  const Outcome cut = read(packed + packed.substr(0, packed.size() / 2));
  EXPECT_EQ(cut.pages.size(), 1U);
  EXPECT_THAT(cut.report.warnings, ElementsAre(HasSubstr("kept the 1 page before it")));
}

TEST(Warc, FindsTheNextRecordAfterAWrongLength) {
  std::string wrong = record("response", "https://a.example/", response("<p>x"));
  wrong.replace(wrong.find("Content-Length: "), 18, "Content-Length: 3\r");
  const Outcome outcome = read(wrong + record("response", "https://b.example/", response("<p>y")));
  ASSERT_FALSE(outcome.pages.empty());
  EXPECT_EQ(outcome.pages.back().url, "https://b.example/");
  EXPECT_THAT(outcome.report.warnings, testing::Contains(HasSubstr("no record starts here")));
}

TEST(Warc, ReadsArc) {
  const std::string page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x";
  const std::string head = "1 0 Nobody\nURL IP-address Archive-date Content-type Archive-length\n";
  const Outcome outcome = read("filedesc://x.arc 0.0.0.0 20230131180000 text/plain " + std::to_string(head.size()) +
                               "\n" + head + "\nhttp://example.org/a b 127.0.0.1 20230131180000 text/html " +
                               std::to_string(page.size()) + "\n" + page + "\n");
  ASSERT_EQ(outcome.pages.size(), 1U);
  EXPECT_EQ(outcome.pages[0].url, "http://example.org/a%20b");
  EXPECT_EQ(outcome.pages[0].body, "<p>x");
}

TEST(Warc, RefusesWhatIsNoArchive) {
  for (const std::string& bytes : {std::string(), std::string("<html>"), pack("words"), std::string("\x1f\x8b\x08")}) {
    const auto report = read_archive(stream_of(bytes), [](FetchedPage) {});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, Code::kInvalid);
    EXPECT_THAT(report.error().message, HasSubstr("not a web archive"));
  }
  EXPECT_EQ(read_warc("/nonexistent.warc", [](FetchedPage) {}).error().code, Code::kNotFound);
}

// Whatever byte is lost or changed, reading ends, and never with more pages than there are records.
RC_GTEST_PROP(Warc, SurvivesDamageAnywhere, ()) {
  const std::string whole =
      record("response", "https://a.example/", response("<p>x", "Transfer-Encoding: chunked\r\n")) +
      record("response", "https://b.example/", response("<p>y"));
  std::string bytes = *rc::gen::arbitrary<bool>() ? whole : pack(whole);
  bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
  bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size() + 1));
  std::uint64_t pages = 0;
  const auto report = read_archive(stream_of(bytes), [&](FetchedPage) { ++pages; });
  if (!report) return;
  RC_ASSERT(report->pages == pages);
  RC_ASSERT(pages <= report->records);
}

/// The corpus has no page in these: a picture, requests, an answer to a form, lengths that are no numbers.
TEST(WarcCorpus, FilesGiveWhatCanBeReadFromThem) {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  if (!corpora) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  const std::vector<std::string> without_page = {"example-space-in-target-uri.warc.gz", "example-digest.warc",
                                                 "post-test.warc.gz", "bad.arc"};
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(corpora) / "warc")) {
    const std::string name = entry.path().filename();
    if (name == "LICENSE") continue;
    std::uint64_t pages = 0;
    const auto report = read_warc(entry.path(), [&](FetchedPage page) {
      ++pages;
      EXPECT_FALSE(page.body.empty());
    });
    ASSERT_TRUE(report) << name << ": " << report.error().message;
    EXPECT_EQ(pages, std::ranges::find(without_page, name) == without_page.end() ? 1U : 0U) << name;
    const bool damaged = name == "example-trunc.warc" || name == "bad.arc" || name == "example-space-in-url.arc";
    EXPECT_EQ(!report->warnings.empty(), damaged) << name;
  }
}

}  // namespace
}  // namespace dateline::wire

#include "net/multipart.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "net/http_server.h"

namespace dateline::net {
namespace {

using testing::HasSubstr;

constexpr std::string_view kType = "multipart/form-data; boundary=----x7";

std::string part(std::string_view header, std::string_view bytes) {
  return "------x7\r\n" + std::string(header) + "\r\n\r\n" + std::string(bytes) + "\r\n";
}
std::string field(std::string_view name, std::string_view bytes) {
  return part("Content-Disposition: form-data; name=\"" + std::string(name) + "\"", bytes);
}
const std::string kEnd = "------x7--\r\n";

std::string refusal(std::string_view type, const std::string& body) {
  const auto parts = parse_multipart(type, body);
  return parts ? "(taken)" : parts.error().message;
}

TEST(Multipart, GivesFieldsAndFilesAsTheyCame) {
  const std::string file("\x89PNG\r\n--\r\n------x\r\n\0\xff", 21);
  const std::string body = field("alt", "Ein Hafen – abends") + field("empty", "") +
                           part(
                               "Content-Disposition: form-data; name=\"file\"; filename=\"a %22b%22; c.png\"\r\n"
                               "Content-Type: image/png",
                               file) +
                           kEnd;
  const auto parts = parse_multipart(kType, body);
  ASSERT_TRUE(parts) << parts.error().message;
  ASSERT_EQ(parts->size(), 3u);
  EXPECT_EQ(parts->at(0).name, "alt");
  EXPECT_EQ(parts->at(0).bytes, "Ein Hafen – abends");
  EXPECT_FALSE(parts->at(0).file_name);
  EXPECT_EQ(parts->at(1).bytes, "");
  EXPECT_EQ(parts->at(2).file_name, "a \"b\"; c.png");
  EXPECT_EQ(parts->at(2).bytes, file);
}

TEST(Multipart, RefusesABodyThatWasCutAnywhere) {
  const std::string body = field("a", "1") + field("b", "2") + "------x7--";
  ASSERT_EQ(refusal(kType, body), "(taken)");
  for (std::size_t size = 0; size < body.size(); ++size) {
    EXPECT_THAT(refusal(kType, body.substr(0, size)), HasSubstr("did not arrive whole")) << size;
  }
}

TEST(Multipart, RefusesWhatNoBrowserWrites) {
  const std::string good = field("a", "1") + kEnd;
  EXPECT_EQ(refusal("Multipart/Form-Data; charset=utf-8; boundary=\"----x7\"", good), "(taken)");
  EXPECT_THAT(refusal("multipart/form-data", good), HasSubstr("boundary"));
  EXPECT_THAT(refusal("multipart/mixed; boundary=----x7", good), HasSubstr("boundary"));
  EXPECT_THAT(refusal("multipart/form-data; boundary=", good), HasSubstr("boundary"));
  EXPECT_THAT(refusal("multipart/form-data; boundary=a; boundary=----x7", good), HasSubstr("boundary"));
  EXPECT_THAT(refusal("multipart/form-data; boundary=" + std::string(71, 'a'), good), HasSubstr("boundary"));
  EXPECT_THAT(refusal(kType, "preamble\r\n" + good), HasSubstr("begin"));
  EXPECT_THAT(refusal(kType, good + "more"), HasSubstr("follows"));
  EXPECT_THAT(refusal(kType, part("Content-Type: text/plain", "1") + kEnd), HasSubstr("no name"));
  EXPECT_THAT(refusal(kType, part("Content-Disposition: attachment; name=\"a\"", "1") + kEnd), HasSubstr("no field"));
  EXPECT_THAT(refusal(kType, part("Content-Disposition: form-data; name=\"a\"; name=\"b\"", "1") + kEnd),
              HasSubstr("two names"));
  EXPECT_THAT(refusal(kType, part("Content-Disposition: form-data; name=\"a", "1") + kEnd),
              HasSubstr("cannot be read"));
  EXPECT_THAT(
      refusal(kType,
              part("Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64", "MQ==") + kEnd),
      HasSubstr("encoded"));
  EXPECT_THAT(refusal(kType, field(std::string(3000, 'a'), "1") + kEnd), HasSubstr("header does not end"));
  std::string many;
  for (int i = 0; i < 101; ++i) many += field("a", "1");
  EXPECT_THAT(refusal(kType, many + kEnd), HasSubstr("more than 100"));
}

RC_GTEST_PROP(Multipart, CarriesAnyBytesWithoutItsBoundary, (const std::string& bytes)) {
  RC_PRE(bytes.find("------x7") == std::string::npos);
  const std::string body = field("a", bytes) + kEnd;
  const auto parts = parse_multipart(kType, body);
  RC_ASSERT(parts && parts->size() == 1 && parts->front().bytes == bytes);
}

TEST(Form, OfARequestIsReadByItsContentType) {
  Request request;
  request.headers = {{"content-type", std::string(kType)}};
  request.body = field("csrf", "key") + part("Content-Disposition: form-data; name=\"file\"; filename=\"a\"", "bytes") +
                 field("alt", "\xff") + kEnd;
  const Form form = Form::of(request);
  EXPECT_EQ(form.get("csrf"), "key");
  EXPECT_EQ(form.get("alt"), "\xef\xbf\xbd");
  EXPECT_FALSE(form.has("file"));
  request.body.pop_back();
  request.body.pop_back();
  request.body.pop_back();
  EXPECT_FALSE(Form::of(request).has("csrf")) << "what is broken has no fields, so a desk's form no token";
  request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
  request.body = "csrf=key";
  EXPECT_EQ(Form::of(request).get("csrf"), "key");
}

}  // namespace
}  // namespace dateline::net

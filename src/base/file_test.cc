#include "base/file.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "base/ids.h"

namespace dateline {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// One member, as gzip writes it.
std::string gzip(std::string_view bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

class File : public testing::Test {
 protected:
  File() : folder_(fs::temp_directory_path() / ("dateline-file-" + random_key(8))) { fs::create_directory(folder_); }
  ~File() override { fs::remove_all(folder_); }

  const fs::path folder_;
};

TEST_F(File, ReadsBackWhatItWrote) {
  const fs::path path = folder_ / "page.html";
  const std::string bytes("\0a\r\n\xff", 5);
  ASSERT_TRUE(write_file(path, bytes));
  EXPECT_EQ(read_file(path), bytes);
  ASSERT_TRUE(write_file(path, "shorter"));
  EXPECT_EQ(read_file(path), "shorter");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1) << "a temporary was left";
}

TEST_F(File, ReadsAnEmptyFile) {
  ASSERT_TRUE(write_file(folder_ / "empty", ""));
  EXPECT_EQ(read_file(folder_ / "empty"), "");
}

TEST_F(File, KeepsASecretToItsOwner) {
  ASSERT_TRUE(write_file(folder_ / "token", "x", true));
  struct stat about{};
  ASSERT_EQ(stat((folder_ / "token").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
}

TEST_F(File, SaysWhatWasNotFound) {
  const auto read = read_file(folder_ / "missing.html");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Code::kNotFound);
  EXPECT_THAT(read.error().message, HasSubstr("missing.html: no such file"));
}

TEST_F(File, SaysThatAFolderIsNoFile) {
  const auto read = read_file(folder_);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Code::kInvalid);
  EXPECT_THAT(read.error().message, HasSubstr("it is a folder"));
}

TEST_F(File, StopsAtTheLimit) {
  ASSERT_TRUE(write_file(folder_ / "ten", "0123456789"));
  EXPECT_EQ(read_file(folder_ / "ten", 10), "0123456789");
  const auto read = read_file(folder_ / "ten", 9);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Code::kLimit);
  EXPECT_EQ(read_file("/dev/zero", 1000).error().code, Code::kLimit);
}

TEST_F(File, LeavesTheOldFileWhenItCannotWrite) {
  const auto written = write_file(folder_ / "nowhere" / "page.html", "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Code::kNotFound);
}

TEST(Gzip, IsToldByItsFirstBytes) {
  EXPECT_TRUE(is_gzip(gzip("")));
  EXPECT_FALSE(is_gzip(""));
  EXPECT_FALSE(is_gzip("\x1f\x8b"));
  EXPECT_FALSE(is_gzip("<html>"));
}

TEST(Gzip, UnpacksSeveralMembersAndPadding) {
  EXPECT_EQ(gunzip(gzip("one ") + gzip("") + gzip("two")), "one two");
  EXPECT_EQ(gunzip(gzip("one") + std::string(512, '\0')), "one");
}

TEST(Gzip, CountsABombWhileUnpacking) {
  const std::string bomb = gzip(std::string(std::size_t{8} << 20, 'a'));
  ASSERT_LT(bomb.size(), 10'000U);
  const auto unpacked = gunzip(bomb, 1 << 20);
  ASSERT_FALSE(unpacked);
  EXPECT_EQ(unpacked.error().code, Code::kLimit);
  EXPECT_EQ(gunzip(bomb, std::size_t{8} << 20)->size(), std::size_t{8} << 20);
}

TEST(Gzip, KeepsWhatCameBeforeTheDamage) {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i * 7919) + " ";
  const std::string packed = gzip(text);
  std::string kept;
  const auto unpacked = gunzip(std::string_view(packed).substr(0, packed.size() / 2), kMaxFileBytes, &kept);
  ASSERT_FALSE(unpacked);
  EXPECT_EQ(unpacked.error().code, Code::kInvalid);
  EXPECT_THAT(unpacked.error().message, HasSubstr("at byte " + std::to_string(packed.size() / 2) + ": it ends in the"));
  EXPECT_GT(kept.size(), text.size() / 4);
  EXPECT_TRUE(text.starts_with(kept));
}

TEST(Gzip, RefusesWhatIsNotGzip) {
  EXPECT_EQ(gunzip("").error().code, Code::kInvalid);
  EXPECT_EQ(gunzip("<html>").error().code, Code::kInvalid);
  EXPECT_EQ(gunzip(gzip("a") + "tail").error().code, Code::kInvalid);
  std::string flipped = gzip("the checksum notices");
  flipped[12] = static_cast<char>(flipped[12] ^ 1);
  EXPECT_EQ(gunzip(flipped).error().code, Code::kInvalid);
}

RC_GTEST_PROP(Gzip, UnpacksWhatWasPacked, (const std::string& bytes)) {
  RC_ASSERT(gunzip(gzip(bytes)).value() == bytes);
}

}  // namespace
}  // namespace dateline

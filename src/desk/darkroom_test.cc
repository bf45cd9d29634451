// With libvips-tools installed, and with small programs in its place that behave badly.
#include "desk/darkroom.h"

#include <gmock/gmock.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/file.h"

namespace dateline::desk {
namespace {

using testing::HasSubstr;
using testing::Not;
using std::operator""s;

class DarkroomTest : public testing::Test {
 protected:
  DarkroomTest() {
    std::string name = (std::filesystem::temp_directory_path() / "dateline-darkroom-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  ~DarkroomTest() override { std::filesystem::remove_all(folder_); }

  /// A program that runs this text.
  Darkroom::Options script(const std::string& text) {
    const auto path = folder_ / "program";
    EXPECT_TRUE(write_file(path, "#!/bin/sh\n" + text));
    EXPECT_EQ(::chmod(path.c_str(), 0755), 0);
    return {.program = path.string()};
  }
  /// A picture of 1,000 by 700, made by libvips as `name`.
  std::string make(const std::string& name) {
    const std::string command = "vips black '" + (folder_ / name).string() + "' 1000 700 --bands 3";
    EXPECT_EQ(std::system(command.c_str()), 0);
    return read_file(folder_ / name.substr(0, name.find('['))).value();
  }

  std::filesystem::path folder_;
  /// The head of a PNG, which is as far as we read ourselves.
  const std::string png_ = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\3\xe8\0\0\2\xbc\x8\2\0\0\0"s;
};

std::string refusal(const Result<Darkroom::Developed>& developed) {
  return developed ? "(taken)" : developed.error().message;
}

TEST_F(DarkroomTest, SaysWhatToInstallWhereTheProgramIsMissing) {
  const Darkroom darkroom({.program = "no-such-program"});
  EXPECT_FALSE(darkroom.is_ready());
  const auto developed = darkroom.develop(png_);
  ASSERT_FALSE(developed);
  EXPECT_EQ(developed.error().code, Code::kUnavailable);
  EXPECT_THAT(developed.error().message, HasSubstr("apt-get install libvips-tools"));
}

TEST_F(DarkroomTest, DoesNotRunAnythingForWhatIsNoPicture) {
  const std::string ran = (folder_ / "ran").string();
  const Darkroom darkroom(script("touch " + ran));
  EXPECT_THAT(refusal(darkroom.develop("%PDF-1.7")), HasSubstr("This is a PDF."));
  EXPECT_FALSE(std::filesystem::exists(ran));
  darkroom.develop(png_);
  EXPECT_TRUE(std::filesystem::exists(ran)) << "control: it would have been seen";
}

TEST_F(DarkroomTest, ShutsTheProgramIn) {
  const std::string report = (folder_ / "report").string();
  const Darkroom darkroom(
      script("{ pwd; env; ulimit -c; ulimit -f; ulimit -n; ulimit -t; ulimit -v; ls /proc/self/fd; "
             "echo args \"$@\"; } > " +
             report));
  ::setenv("DATELINE_SECRET", "of the parent", 1);
  darkroom.develop(png_);
  ::unsetenv("DATELINE_SECRET");
  const std::string said = read_file(report).value();
  EXPECT_THAT(said, HasSubstr("dateline-picture-"));
  EXPECT_THAT(said, HasSubstr("VIPS_BLOCK_UNTRUSTED=1"));
  EXPECT_THAT(said, Not(HasSubstr("DATELINE_SECRET")));
  EXPECT_THAT(said, HasSubstr("\n0\n32768\n64\n20\n1048576\n")) << "core, 512-byte blocks, files, seconds, KiB";
  EXPECT_THAT(said, HasSubstr("args thumbnail in largest.webp[Q=80,strip] 1600"));
  const std::string folder = said.substr(0, said.find('\n'));
  EXPECT_FALSE(std::filesystem::exists(folder)) << "its folder is gone afterwards";
}

TEST_F(DarkroomTest, EndsAProgramThatDoesNot) {
  auto options = script("sleep 600 & sleep 600");
  options.deadline = std::chrono::seconds(0);
  EXPECT_THAT(refusal(Darkroom(options).develop(png_)), HasSubstr("takes too long"));
}

TEST_F(DarkroomTest, EndsAProgramThatFillsTheDisk) {
  EXPECT_THAT(refusal(Darkroom(script("exec head -c 100000000 /dev/zero > largest.webp")).develop(png_)),
              HasSubstr("too much memory"));
}

TEST_F(DarkroomTest, TakesNothingThatIsNotARendition) {
  EXPECT_THAT(refusal(Darkroom(script("echo '<svg>' > largest.webp")).develop(png_)), HasSubstr("cannot be read"));
  EXPECT_THAT(refusal(Darkroom(script("exit 1")).develop(png_)), HasSubstr("broken or incomplete"));
  EXPECT_FALSE(Darkroom(script("exit 0")).develop(png_)) << "it made no file";
}

/// These need libvips-tools.
class RealDarkroom : public DarkroomTest {
 protected:
  void SetUp() override {
    if (!darkroom_.is_ready()) GTEST_SKIP() << "libvips-tools is not installed";
  }
  Darkroom darkroom_;
};

TEST_F(RealDarkroom, MakesEachWidthAsWebPAndTheLargestAsJpeg) {
  for (const char* name : {"a.jpg", "a.png", "a.webp", "a.gif", "a.avif"}) {
    const auto developed = darkroom_.develop(make(name));
    ASSERT_TRUE(developed) << name << ": " << developed.error().message;
    EXPECT_EQ(developed->width, 1000);
    EXPECT_EQ(developed->height, 700);
    ASSERT_EQ(developed->renditions.size(), 4u);
    std::vector<int> widths;
    for (const Rendition& rendition : developed->renditions) {
      widths.push_back(rendition.width);
      const auto head = read_picture_head(rendition.bytes);
      ASSERT_TRUE(head);
      EXPECT_EQ(head->kind, rendition.content_type == kWebpType ? PictureHead::Kind::kWebp : PictureHead::Kind::kJpeg);
      EXPECT_EQ(head->height, rendition.height);
    }
    EXPECT_THAT(widths, testing::ElementsAre(480, 960, 1000, 1000));
    EXPECT_EQ(developed->renditions.back().content_type, kJpegType);
  }
}

TEST_F(RealDarkroom, TurnsAPhotographUprightAndForgetsWhereItWasTaken) {
  std::string photograph = make("a.jpg[strip]");
  // Exif with one entry, orientation 6 (lying on its left side), and behind it what stands for a position.
  const std::string exif = "Exif\0\0MM\0*\0\0\0\x8\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0 N 59.9 E 10.7"s;
  photograph.insert(2, "\xff\xe1"s + static_cast<char>(0) + static_cast<char>(exif.size() + 2) + exif);
  const auto developed = darkroom_.develop(photograph);
  ASSERT_TRUE(developed) << developed.error().message;
  EXPECT_EQ(developed->width, 700);
  EXPECT_EQ(developed->height, 1000);
  ASSERT_THAT(photograph, HasSubstr("N 59.9"));
  for (const Rendition& rendition : developed->renditions) {
    for (const char* trace : {"Exif", "EXIF", "XMP", "ICC", "N 59.9"}) {
      EXPECT_EQ(rendition.bytes.find(trace), std::string::npos) << trace << " in " << rendition.content_type;
    }
  }
}

TEST_F(RealDarkroom, KeepsTransparencyInWebP) {
  make("a.png");
  const std::string command =
      "cd " + folder_.string() + " && vips bandjoin_const a.png b.png 128 && vips thumbnail b.png c.png 500";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const auto developed = darkroom_.develop(read_file(folder_ / "c.png").value());
  ASSERT_TRUE(developed) << developed.error().message;
  EXPECT_EQ(developed->width, 500);
}

TEST_F(RealDarkroom, RefusesAFileThatWasCut) {
  for (const char* name : {"a.jpg", "a.png", "a.webp"}) {
    const std::string whole = make(name);
    EXPECT_THAT(refusal(darkroom_.develop(whole.substr(0, whole.size() / 2))), HasSubstr("broken or incomplete"))
        << name;
  }
}

}  // namespace
}  // namespace dateline::desk

#include "markup/tag.h"

#include <gmock/gmock.h>

namespace dateline::markup {
namespace {

TEST(Tag, FindsEveryNameOfTheListAndNoOther) {
#define X(constant, name)                     \
  EXPECT_EQ(tag_of(name), Tag::constant);     \
  EXPECT_EQ(name_of(Tag::constant), name);    \
  EXPECT_EQ(tag_of(name "x"), Tag::kUnknown); \
  EXPECT_EQ(tag_of("\xFF" name), Tag::kUnknown);
  DATELINE_MARKUP_TAGS(X)
#undef X
  EXPECT_EQ(tag_of("P"), Tag::kUnknown) << "lower case only";
  EXPECT_EQ(tag_of(""), Tag::kUnknown);
  EXPECT_EQ(name_of(Tag::kUnknown), "");
}

}  // namespace
}  // namespace dateline::markup

#include "desk/account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::desk {
namespace {

using testing::HasSubstr;

TEST(AccountName, IsTwoToFortyPlainCharacters) {
  for (const std::string_view name : {"al", "ana.ruiz", "bo-li_2", "0123456789012345678901234567890123456789"}) {
    EXPECT_TRUE(check_account_name(name)) << name;
  }
  for (const std::string_view name :
       {"", "a", "01234567890123456789012345678901234567890", "Ana", "ana ruiz", "ana/ruiz", "añ", "a\n"}) {
    EXPECT_FALSE(check_account_name(name)) << name;
  }
}

TEST(AccountName, IsRefusedWithAnExample) {
  const auto status = check_account_name("Ana Ruiz");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kInvalid);
  EXPECT_THAT(status.error().message, HasSubstr("ana.ruiz"));
}

TEST(Password, NeedsTenCharactersAndNoComposition) {
  EXPECT_TRUE(check_password("aaaaaaaaaa", "ana"));
  EXPECT_FALSE(check_password("aaaaaaaaa", "ana"));
}

TEST(Password, IsCountedInCharactersNotInBytes) {
  EXPECT_TRUE(check_password("éééééééééé", "ana"));
  EXPECT_FALSE(check_password("ééééééééé", "ana")) << "nine characters, though eighteen bytes";
}

TEST(Password, MayHaveAThousandBytes) {
  EXPECT_TRUE(check_password(std::string(1'000, 'x'), "ana"));
  const auto status = check_password(std::string(1'001, 'x'), "ana");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kLimit);
}

TEST(Password, IsNotTheNameInAnyCase) {
  EXPECT_FALSE(check_password("anaruiz.desk", "anaruiz.desk"));
  EXPECT_FALSE(check_password("AnaRuiz.Desk", "anaruiz.desk"));
  EXPECT_TRUE(check_password("anaruiz.desk2", "anaruiz.desk"));
}

TEST(Role, ReadsWhatItPrints) {
  for (const Role role : {Role::kEditor, Role::kAdmin}) EXPECT_EQ(parse_role(to_string(role)), role);
  EXPECT_EQ(parse_role("owner"), std::nullopt);
}

}  // namespace
}  // namespace dateline::desk

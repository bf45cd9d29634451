#include <gtest/gtest.h>

#include "desk/reply.h"

namespace dateline::desk {
namespace {

TEST(EmailAddress, IsWhatBrowsersTakeForOne) {
  for (const std::string_view text : {"ana@example.org", "ana.ruiz+news@mail.example.org", "a@b", "o'neil@example.org",
                                      "!#$%&'*+/=?^_`{|}~-@example.org", "a@1-2.example"}) {
    const auto address = EmailAddress::parse(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(address->for_the_desk(), text);
  }
}

TEST(EmailAddress, IsNothingElse) {
  for (const std::string_view text :
       {"", "ana", "@example.org", "ana@", "ana@@example.org", "ana@exa mple.org", "ana@-example.org",
        "ana@example-.org", "ana@example..org", "ana@.org", "ana@example.org.", "añá@example.org", "ana@exämple.org",
        "ana@example.org\n", "ana@example.org\r\nBcc: all@example.org", "\"ana\"@example.org", "<ana@example.org>"}) {
    EXPECT_FALSE(EmailAddress::parse(text)) << text;
  }
}

TEST(EmailAddress, HasLabelsOfAtMost63Characters) {
  EXPECT_TRUE(EmailAddress::parse("a@" + std::string(63, 'x') + ".org"));
  EXPECT_FALSE(EmailAddress::parse("a@" + std::string(64, 'x') + ".org"));
}

TEST(EmailAddress, IsAtMost254Bytes) {
  EXPECT_TRUE(EmailAddress::parse(std::string(252, 'x') + "@b"));
  EXPECT_FALSE(EmailAddress::parse(std::string(253, 'x') + "@b"));
}

}  // namespace
}  // namespace dateline::desk

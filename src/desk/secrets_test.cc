#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/ids.h"
#include "desk/account.h"

namespace dateline::desk {
namespace {

using testing::StartsWith;

TEST(PasswordHash, IsArgon2idWithNineteenMebibytesAndTwoPasses) {
  EXPECT_THAT(hash_password("correct horse battery"), StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
}

TEST(PasswordHash, HasASaltOfItsOwn) {
  EXPECT_NE(hash_password("correct horse battery"), hash_password("correct horse battery"));
}

TEST(PasswordHash, VerifiesItsPasswordAndNoOther) {
  const std::string hash = hash_password("correct horse battery");
  EXPECT_TRUE(verify_password(hash, "correct horse battery"));
  EXPECT_FALSE(verify_password(hash, "correct horse batterz"));
  EXPECT_FALSE(verify_password(hash, ""));
}

TEST(PasswordHash, CountsANulAsACharacter) {
  const std::string hash = hash_password(std::string_view("correct\0horse", 13));
  EXPECT_FALSE(verify_password(hash, "correct"));
}

TEST(PasswordHash, OfAnAccountWithoutPasswordVerifiesNothing) {
  EXPECT_FALSE(verify_password("", ""));
  EXPECT_FALSE(verify_password("", "correct horse battery"));
}

TEST(PasswordHash, ThatIsBrokenVerifiesNothing) {
  EXPECT_FALSE(verify_password("$argon2id$v=19$m=19456,t=2,p=1$", "correct horse battery"));
  EXPECT_FALSE(verify_password(std::string(5'000, 'x'), "correct horse battery"));
}

TEST(CsrfToken, BelongsToItsSession) {
  EXPECT_EQ(csrf_token("key"), csrf_token("key"));
  EXPECT_NE(csrf_token("key"), csrf_token("kez"));
}

TEST(CsrfToken, CannotBeMadeFromWhatTheStoreKeeps) {
  const std::string key = random_key();
  EXPECT_NE(csrf_token(key), content_hash(key));
  EXPECT_NE(csrf_token(key), csrf_token(content_hash(key)));
}

TEST(SameToken, ComparesTheWhole) {
  EXPECT_TRUE(same_token("abc", "abc"));
  EXPECT_TRUE(same_token("", ""));
  EXPECT_FALSE(same_token("abc", "abd"));
  EXPECT_FALSE(same_token("abc", "ab"));
  EXPECT_FALSE(same_token("abc", ""));
}

}  // namespace
}  // namespace dateline::desk

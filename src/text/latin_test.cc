#include "text/latin.h"

#include <gmock/gmock.h>

namespace dateline::text {
namespace {

TEST(ToLatin, SpellsNamesOfOtherScriptsAsTheySound) {
  EXPECT_EQ(to_latin("Путин"), "putin");
  EXPECT_EQ(to_latin("Хрущёв"), "khrushchyev");
  EXPECT_EQ(to_latin("Αθήνα"), "athena");
  EXPECT_EQ(to_latin("بوتين"), "bwtyn");
  EXPECT_EQ(to_latin("ブラジル"), "burajiru");
  EXPECT_EQ(to_latin("바이든"), "baideun");
}

TEST(ToLatin, TakesAccentsOffAndKeepsSoftSounds) {
  EXPECT_EQ(to_latin("Łódź São Großbritannien"), "lodz sao grossbritannien");
  EXPECT_EQ(to_latin("Kovačević, François"), "kovasevis fransois");
}

TEST(ToLatin, ReadsDigitsOfEveryScript) {
  EXPECT_EQ(to_latin("٢٠٢٣ ２３ 23"), "2023 23 23");
}

TEST(ToLatin, LeavesOutWhatHasNoSoundOfItsOwn) {
  EXPECT_EQ(to_latin("“O'Neill” – 東京, ッ!"), "oneill   ");
  EXPECT_EQ(to_latin("\xFF\xFE a\x80"), " a");
}

TEST(WithoutAccents, KeepsTheLettersAsTheyArePrintedWhereAccentsAreMissing) {
  EXPECT_EQ(without_accents("Núñez Stanojević Łódź Ørsted"), "nunez stanojevic lodz orsted");
  EXPECT_EQ(without_accents("O'Neill, İzmir"), "o'neill, izmir");
  EXPECT_EQ(without_accents("Москва"), "москва");
}

}  // namespace
}  // namespace dateline::text

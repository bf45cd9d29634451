#include "text/place.h"

#include <gtest/gtest.h>

namespace dateline::text {
namespace {

TEST(Place, CountriesAndCitiesOfTimeZonesAreKnown) {
  EXPECT_EQ(known_place("Cuba", "en"), Place::kCountry);
  EXPECT_EQ(known_place("U.S.", "en"), Place::kCountry);
  EXPECT_EQ(known_place("Havana", "en"), Place::kCity);
  EXPECT_EQ(known_place("La Habana", "es"), Place::kCity);
  EXPECT_EQ(known_place("Estados Unidos", "es"), Place::kCountry);
  EXPECT_EQ(known_place("Havana", "es"), Place::kCity);
}

TEST(Place, WordsThatAreNoPlacesAreNot) {
  EXPECT_EQ(known_place("us", "en"), Place::kNone);
  EXPECT_EQ(known_place("Monday", "en"), Place::kNone);
  EXPECT_EQ(known_place("", "en"), Place::kNone);
  EXPECT_EQ(known_place(std::string(1'000, 'a'), "\xFF\xFE"), Place::kNone);
}

}  // namespace
}  // namespace dateline::text

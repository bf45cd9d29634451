#pragma once

#include <string>
#include <string_view>

namespace dateline::text {

/// A name as a part of an address, under which all its printings come together: "Ana Núñez-Ruiz", "ANA NUÑEZ RUIZ" are
/// "ana-nunez-ruiz", "Иван Орлов" "ivan-orlov". A name in a script whose sounds depend on the language (Chinese)
/// stays as it is, folded. At most 80 bytes; "" if there is no letter or digit. Kept in data folders: changing it means
/// filling their tables anew.
std::string slug(std::string_view name);

}  // namespace dateline::text

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace dateline {

/// What an operator may set, in `DATA/dateline.toml`. Every key has a default; an unknown key is an error with a
/// suggestion.
struct Config {
  // [site]
  std::string name = "Dateline";             ///< The masthead.
  std::string tagline = "Each story once.";  ///< Under it.
  std::string url;                           ///< Public address without a final slash; empty: the address listened on.
  std::string language = "en";               ///< BCP 47, of the interface.
  std::string time_zone = "UTC";             ///< IANA; in which pages tell times and days begin.
  bool tdm_reservation = true;               ///< Text and data mining is reserved (W3C TDMRep).
  std::string tdm_policy;                    ///< URL of who may mine, and how; may be "".
  std::string security_contact;              ///< "mailto:..." or URL, for /.well-known/security.txt; "" for none.
  // [serve]
  std::string listen = "127.0.0.1:8080";
  int connections_per_address = 256;  ///< From one address that is not this machine; 0 for no limit.
  int patience_seconds = 30;          ///< For a client that sends and takes nothing.
  /// CIDR blocks of the proxies in front, whose X-Forwarded-For says who asks.
  std::vector<std::string> proxies = {"127.0.0.0/8", "::1/128"};
  // [mail]
  std::string mail_server;  ///< "smtp://HOST:PORT" or "smtps://HOST:PORT"; "": no mail is sent.
  std::string mail_from;    ///< The address that letters come from.
  std::string mail_user, mail_password;
  // [wire]
  int poll_minutes = 5;  ///< How often a source is asked at most, 1 to 1440.
  std::vector<std::string>
      allowed_networks;  ///< CIDR blocks that the address gate lets through besides the public ones.
};

/// Reads the file; the defaults where there is none. Errors look like
/// "dateline.toml:3: unknown key 'nmae' in [site], did you mean 'name'?".
Result<Config> read_config(const std::filesystem::path& file);
Result<Config> parse_config(std::string_view toml, std::string_view file_name);

}  // namespace dateline

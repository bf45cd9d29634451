#pragma once
// What another process has cost so far, by /proc.

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>
#include <string>

namespace dateline::bench {

/// Seconds of CPU; 0 when there is no such process.
inline double cpu_of(pid_t pid) {
  std::FILE* file = std::fopen(("/proc/" + std::to_string(pid) + "/stat").c_str(), "r");
  std::array<char, 1024> text{};
  const std::size_t size = file ? std::fread(text.data(), 1, text.size() - 1, file) : 0;
  if (file) std::fclose(file);
  const char* rest = size > 0 ? std::strrchr(text.data(), ')') : nullptr;
  unsigned long user = 0, system = 0;
  if (!rest || std::sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
    return 0;
  return static_cast<double>(user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

/// Resident memory now, in millions of bytes; 0 when there is no such process.
inline double megabytes_of(pid_t pid) {
  std::FILE* file = std::fopen(("/proc/" + std::to_string(pid) + "/statm").c_str(), "r");
  unsigned long pages = 0, resident = 0;
  if (file && std::fscanf(file, "%lu %lu", &pages, &resident) != 2) resident = 0;
  if (file) std::fclose(file);
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

}  // namespace dateline::bench

// Trains src/text/language_model.bin on the sentences of languages/lingua, all of them. How right it is on sentences that
// it has not seen, bench/classes.cc tells.
// languages CORPORA > src/text/language_model.bin
#include <iostream>

#include "language_training.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: languages CORPORA > src/text/language_model.bin\n";
    return 2;
  }
  const auto sentences = dateline::language_training::read_sentences(argv[1]);
  std::cout << dateline::language_training::train(sentences);
  return std::cout.flush() ? 0 : 1;
}

#pragma once

// What the program was built from: the commit and its day, with a space between, or nothing.
//
// A build leaves it empty. scripts/dist writes it into the finished program, into a section of its own, so that neither
// flags nor generated sources change with every commit and nothing is compiled anew.
const char *build_stamp(void);

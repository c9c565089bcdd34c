/* Stands in for FoundationEssentials in a release, of which it would be a sixth (4.7 MB).

   ArgumentParser alone needs it: for the JSON of --experimental-dump-help, and to ask errors whether they are LocalizedErrors.
   No object of a library is linked whose symbols all have a definition already, so these are enough to leave it out. Should ArgumentParser
   come to need more of it, both are linked and the linker complains of symbols that are defined twice.

   Scripts/release-flags switches it on: other builds have the library itself. */
#ifdef LRVIZ_WITHOUT_FOUNDATION

#include <unistd.h>

__attribute__((noreturn)) static void refuse(void) {
  static const char words[] = "lrviz: --experimental-dump-help is no part of a release\n";
  (void)!write(STDERR_FILENO, words, sizeof words - 1);
  _exit(64);
}

#define REFUSED(name, symbol)              \
  __attribute__((noreturn)) void name(void) __asm__(symbol); \
  void name(void) { refuse(); }

/* JSONEncoder() and its type, the options that it is given, and String(data:encoding: .utf8) of what it gives. */
REFUSED(si_encoder_type, "$s20FoundationEssentials11JSONEncoderCMa")
REFUSED(si_encoder_init, "$s20FoundationEssentials11JSONEncoderCACycfc")
REFUSED(si_sorted_keys, "$s20FoundationEssentials11JSONEncoderC16OutputFormattingV10sortedKeysAEvau")
REFUSED(si_pretty_printed, "$s20FoundationEssentials11JSONEncoderC16OutputFormattingV13prettyPrintedAEvau")
REFUSED(si_utf8, "$sSS20FoundationEssentialsE8EncodingV4utf8ACvau")
REFUSED(si_string, "$sSS20FoundationEssentialsE4data8encodingSSSgAA4DataVh_SSAAE8EncodingVtcfC")

/* The protocol LocalizedError, which no type here has: a descriptor as Swift's ABI has it (TypeMetadata.rst), in words of 32 bits.
   Its module: kind 0, no parent, name. Itself: kind 3 (a protocol, unique, not of classes alone), module, name, and no requirements. */
__asm__(
    ".section .rodata,\"a\",%progbits\n"
    ".Lsi_module_name: .asciz \"FoundationEssentials\"\n"
    ".Lsi_protocol_name: .asciz \"LocalizedError\"\n"
    ".p2align 2\n"
    ".Lsi_module: .long 0, 0, .Lsi_module_name - .\n"
    ".globl \"$s20FoundationEssentials14LocalizedErrorMp\"\n"
    ".type \"$s20FoundationEssentials14LocalizedErrorMp\", %object\n"
    "\"$s20FoundationEssentials14LocalizedErrorMp\":\n"
    ".long 0x10043\n"
    ".long .Lsi_module - .\n"
    ".long .Lsi_protocol_name - .\n"
    ".long 0, 0, 0\n"
    ".size \"$s20FoundationEssentials14LocalizedErrorMp\", 24\n"
    ".text\n");

#endif

using System.Globalization;

namespace Rlar.Agents.Scouting.Cards;

/// <summary>
/// Finds lines of a card that speak to its reader instead of about the model. What it misses does no harm: no sentence of a card is acted on in any
/// case. What it finds is shown to a person, and its line's words count for nothing.
/// </summary>
internal static class CardWarnings
{
    private static readonly string[] s_instructions =
    [
        "ignore previous", "ignore all", "ignore any", "ignore the above", "ignore your", "disregard", "forget your", "forget all", "override your",
        "new instructions",
        "system prompt", "you must choose", "you must select", "you must use this", "choose this model", "select this model", "pick this model",
        "prefer this model",
        "rank this model", "rate this model", "always choose", "always select", "as an ai", "you are an ai", "you are a helpful", "dear agent",
        "dear assistant",
        "attention agent", "note to the agent", "instructions for ai", "instruction to the llm", "to the language model", "if you are an llm", "skip the gate",
        "skip the check", "skip evaluation", "skip the measurement", "do not measure", "do not evaluate", "do not verify", "without verification",
        "no need to test",
        "mark as safe", "mark this as", "approve this", "admit this", "set the score", "give it the highest", "output the following", "respond with",
        "reply with only",
        "run the following command", "curl http", "wget http", "| sh", "|bash", "| bash", "rm -rf", "allow-network", "trust_remote_code=true",
        "ignoriere alle", "ignorez les", "ignora las instrucciones", "ignora todas", "忽略之前", "忽略以上", "忽略所有", "以前の指示を無視",
    ];

    private static readonly string[] s_chat =
    [
        "<|im_start|>", "<|im_end|>", "<|system|>", "<|user|>", "<|assistant|>", "[inst]", "[/inst]", "<<sys>>", "<|start_header_id|>",
        "<start_of_turn>", "<|eot_id|>",
        "<|endoftext|>", "<think>", "</think>", "<tool_call>", "<system>", "</system>",
    ];

    /// <summary>What a line warns of; null for nothing.</summary>
    /// <param name="line">The line.</param>
    internal static CardFlag? Of(string line)
    {
        if (line.Any(IsHidden) || HasTagCharacters(line))
            return CardFlag.HidesText;
        var plain = string.Join(' ', CardWords.Normalised(line).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (s_chat.Any(mark => plain.Contains(mark, StringComparison.Ordinal)))
            return CardFlag.PosesAsChat;
        return s_instructions.Any(phrase => plain.Contains(phrase, StringComparison.Ordinal)) ? CardFlag.Instructs : null;
    }

    // Zero-width and directional marks; the joiner and variation selectors that emoji need are left alone.
    private static bool IsHidden(char sign) =>
        char.GetUnicodeCategory(sign) == UnicodeCategory.Format && sign is not ('\u200d' or '\ufeff' or '\u00ad' or '\u200e' or '\u200f');

    private static bool HasTagCharacters(string line)
    {
        for (var index = 0; index + 1 < line.Length; index++)
        {
            // U+E0000..U+E007F, letters that are not shown and that tokenizers read.
            if (line[index] == '\udb40' && line[index + 1] is >= '\udc00' and <= '\udc7f')
                return true;
        }

        return false;
    }
}

using System.Text.RegularExpressions;
using Rlar.Rewards.Reading.Patterns;

namespace Rlar.Rewards.Verifiers.Mathematics.Extraction;

#pragma warning disable MA0009 // each pattern that backtracks stands inside a LinearPattern, or has a time limit

/// <summary>
/// The part of a text that is one turn: models run on past the end of theirs, and make up the next question and its answer.
/// </summary>
internal static partial class Turns
{
    private static readonly LinearPattern s_control = new(Control());
    private static readonly LinearPattern s_role = new(Role());
    private static readonly LinearPattern s_nextTurn = new(NextTurn());
    internal static string First(string text)
    {
        if (!text.AsSpan().ContainsAny('<', '[') && !(text.Contains('\n', StringComparison.Ordinal) && text.Contains(':', StringComparison.Ordinal)))
            return text; // neither a sign of a turn nor a line that names a speaker
        var start = 0;
        while (s_control.Match(text, start) is { Success: true } header && string.IsNullOrWhiteSpace(text[start..header.Index]))
        {
            start = header.Index + header.Length;
            if (s_role.Match(text, start, text.Length - start) is { Success: true } role)
                start = role.Index + role.Length;
        }

        var control = s_control.Match(text, start);
        var end = control.Success ? control.Index : text.Length;
        var next = s_nextTurn.Match(text, start, end - start);
        return text[start..(next.Success && !string.IsNullOrWhiteSpace(text[start..next.Index]) ? next.Index : end)];
    }

    // the signs of ChatML and Llama 3, of DeepSeek (with wide bars), of Gemma, and of older models
    [GeneratedRegex(
        @"<\|[^|<>]{1,40}\|>|<\uFF5C[^\uFF5C]{1,40}\uFF5C>|<(start|end)_of_turn>|</?s>|<eos>|\[EOS\]|\[/?INST\]",
        PatternOptions.Exact)]
    private static partial Regex Control();

    [GeneratedRegex(@"\A\s*(assistant|model)\s*\n", PatternOptions.AnyCase)]
    private static partial Regex Role();

    [GeneratedRegex(@"\n\s*\**(Question|Q|Human|User|Problem)\s*\d*\s*\**\s*:", PatternOptions.Exact)]
    private static partial Regex NextTurn();
}

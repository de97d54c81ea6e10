namespace Rlar.Rewards.Verifiers.ToolCalls;

/// <summary>One way in which models mark a call: what opens it, and what closes it.</summary>
/// <param name="Open">The mark that opens it.</param>
/// <param name="Close">The mark that closes it, or "" where the content has an end of its own.</param>
/// <param name="Body">Reads what follows the opening mark.</param>
/// <param name="MayStayOpen">
/// Whether the closing mark may be missing: special tokens end generations and are left out of their text. What is open ends with the text, or
/// where the next of its kind begins.
/// </param>
/// <param name="Begins">Whether the mark, which plain text might hold too, begins a call here; null: always.</param>
internal sealed record CallForm(string Open, string Close, CallBody Body, bool MayStayOpen = false, Func<string, int, bool>? Begins = null);

/// <summary>Reads a marked call.</summary>
/// <param name="scan">The scan of the text that holds it.</param>
/// <param name="form">Its form.</param>
/// <param name="start">Where the opening mark ends.</param>
/// <returns>The calls, and where they end.</returns>
internal delegate CallRegion CallBody(CallScan scan, CallForm form, int start);

/// <summary>What stands in a marked place.</summary>
/// <param name="Reading">Its calls.</param>
/// <param name="End">Where it ends, closing mark included.</param>
internal readonly record struct CallRegion(ToolCallReading Reading, int End)
{
    internal static CallRegion Broken(string why) => new(ToolCallReading.Attempt(why), 0);
}

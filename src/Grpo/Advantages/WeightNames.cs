using System.Globalization;
using Rlar.Kernels;
using Rlar.Kernels.Shaping;

namespace Rlar.Grpo.Advantages;

/// <summary>A component's weight as text: a number, or its path over training.</summary>
public static class WeightNames
{
    /// <summary>The forms, for a command's help.</summary>
    public const string Forms = "NUMBER, linear:START:END:STEPS, cosine:START:END:STEPS or atom-searcher:STEPS";

    /// <summary>Reads a weight.</summary>
    /// <param name="text">"0.5", "linear:1:0:1000", "cosine:1:0:1000" or "atom-searcher:1000".</param>
    /// <exception cref="KernelException">None of these, or a value out of range.</exception>
    public static WeightSchedule Parse(string text)
    {
        var parts = text.Split(':');
        return parts[0] switch
        {
            "linear" when parts.Length == 4 => WeightSchedule.Linear(Number(parts[1], text), Number(parts[2], text), Steps(parts[3], text)),
            "cosine" when parts.Length == 4 => WeightSchedule.Cosine(Number(parts[1], text), Number(parts[2], text), Steps(parts[3], text)),
            "atom-searcher" when parts.Length == 2 => WeightSchedule.AtomSearcher(Steps(parts[1], text)),
            _ when parts.Length == 1 => WeightSchedule.Constant(Number(text, text)),
            _ => throw Refuse(text),
        };
    }

    private static double Number(string part, string text) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Refuse(text);

    private static long Steps(string part, string text) =>
        long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Refuse(text);

    private static KernelException Refuse(string text) => new($"a weight is {Forms}, not '{text}'.");
}

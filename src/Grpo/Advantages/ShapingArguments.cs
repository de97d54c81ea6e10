using System.Globalization;
using Rlar.Kernels;

namespace Rlar.Grpo.Advantages;

/// <summary>The arguments of a shaping step as typed: "name:key=value,key=value". What is not read is refused.</summary>
internal sealed class ShapingArguments
{
    private readonly Dictionary<string, string> _given = [];
    private readonly List<string> _known = [];

    internal ShapingArguments(string text, ShapingKernels kernels)
    {
        Kernels = kernels;
        var colon = text.IndexOf(':');
        Name = colon < 0 ? text : text[..colon];
        foreach (var part in colon < 0 ? [] : text[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=');
            if (at <= 0 || !_given.TryAdd(part[..at], part[(at + 1)..]))
                throw Refuse($"'{part}' is not key=value, or comes twice");
        }

        var ordered = _given.OrderBy(given => given.Key, StringComparer.Ordinal).Select(given => $"{given.Key}={given.Value}");
        Canonical = _given.Count == 0 ? Name : $"{Name}:{string.Join(',', ordered)}";
    }

    /// <summary>What computes the step.</summary>
    internal ShapingKernels Kernels { get; }

    /// <summary>The step's name.</summary>
    internal string Name { get; }

    /// <summary>The step with its arguments, in the order of their names.</summary>
    internal string Canonical { get; }

    internal double Number(string key, double? fallback) => NumberIfGiven(key) ?? fallback ?? throw Refuse($"needs {key}=number");

    internal double? NumberIfGiven(string key) => Text(key) is { } text ? ToNumber(key, text) : null;

    internal int Integer(string key, int? fallback)
    {
        var value = Number(key, fallback);
        return value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue ? (int)value : throw Refuse($"{key} must be a whole number");
    }

    /// <summary>Which of several words; the first where the key is not given.</summary>
    internal string OneOf(string key, params string[] words)
    {
        var text = Text(key) ?? words[0];
        return words.Contains(text) ? text : throw Refuse($"{key} is {string.Join(" or ", words)}, not '{text}'");
    }

    /// <summary>Whether yes was given; no is the default.</summary>
    internal bool IsYes(string key) => OneOf(key, "no", "yes") == "yes";

    internal string? Text(string key)
    {
        _known.Add(key);
        if (!_given.Remove(key, out var text))
            return null;
        return text.Length > 0 ? text : throw Refuse($"{key} is empty");
    }

    internal string NeededText(string key) => Text(key) ?? throw Refuse($"needs {key}=...");

    /// <summary>A list, written a:b:c.</summary>
    internal string[] List(string key) => NeededText(key).Split(':');

    internal double[] Numbers(string key) => [.. List(key).Select(text => ToNumber(key, text))];

    internal void RefuseUnread()
    {
        if (_given.Count > 0)
            throw Refuse($"has no {string.Join(", ", _given.Keys)}; it takes {string.Join(", ", _known)}");
    }

    internal KernelException Refuse(string reason) => new($"shaping step {Name}: {reason}.");

    private double ToNumber(string key, string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value) => value,
        _ => throw Refuse($"{key} must be a number, not '{text}'"),
    };
}

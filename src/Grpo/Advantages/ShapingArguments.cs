using System.Globalization;
using Rlar.Kernels;

namespace Rlar.Grpo.Advantages;

/// <summary>The arguments of a shaping step as typed: "name:key=value,key=value". What is not read is refused.</summary>
internal sealed class ShapingArguments
{
    private readonly Dictionary<string, string> _given = [];
    private readonly List<string> _known = [];

    internal ShapingArguments(string text)
    {
        var colon = text.IndexOf(':');
        Name = colon < 0 ? text : text[..colon];
        foreach (var part in colon < 0 ? [] : text[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=');
            if (at <= 0 || !_given.TryAdd(part[..at], part[(at + 1)..]))
                throw Refuse($"'{part}' is not key=value, or comes twice");
        }
    }

    /// <summary>The step's name.</summary>
    internal string Name { get; }

    internal double Number(string key, double? fallback)
    {
        _known.Add(key);
        if (!_given.Remove(key, out var text))
            return fallback ?? throw Refuse($"needs {key}=number");
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value)
            ? value
            : throw Refuse($"{key} must be a number, not '{text}'");
    }

    internal int Integer(string key, int? fallback)
    {
        var value = Number(key, fallback);
        return value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue ? (int)value : throw Refuse($"{key} must be a whole number");
    }

    internal bool IsWord(string key, string word, string other)
    {
        _known.Add(key);
        if (!_given.Remove(key, out var text) || text == other)
            return false;
        return text == word ? true : throw Refuse($"{key} is {word} or {other}, not '{text}'");
    }

    internal void RefuseUnread()
    {
        if (_given.Count > 0)
            throw Refuse($"has no {string.Join(", ", _given.Keys)}; it takes {string.Join(", ", _known)}");
    }

    private KernelException Refuse(string reason) => new($"shaping step {Name}: {reason}.");
}

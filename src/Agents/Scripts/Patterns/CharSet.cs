using Machine = System.Text.RegularExpressions.Regex;
using MachineOptions = System.Text.RegularExpressions.RegexOptions;

namespace Rlar.Agents.Scripts.Patterns;

/// <summary>The characters that one atom of a pattern matches. Which these are is asked of .NET, so that classes, categories and letters without case are its own.</summary>
internal sealed class CharSet
{
    private readonly Machine? _asked;
    private readonly ulong _low;
    private readonly ulong _high;
    private readonly char _only;

    private CharSet(char only) => _only = only;

    private CharSet(string atom, bool ignoresCase)
    {
#pragma warning disable MA0009 // One character is all that it is ever asked about.
        _asked = new Machine(
            $@"\A(?:{atom})\z",
            MachineOptions.CultureInvariant | MachineOptions.Singleline | (ignoresCase ? MachineOptions.IgnoreCase : MachineOptions.None));
#pragma warning restore MA0009
        Span<char> one = stackalloc char[1];
        for (var c = 0; c < 128; c++)
        {
            one[0] = (char)c;
            if (!_asked.IsMatch(one))
                continue;
            if (c < 64)
                _low |= 1UL << c;
            else
                _high |= 1UL << (c - 64);
        }
    }

    /// <summary>One character, or the same in the other case.</summary>
    internal static CharSet Of(char c, bool ignoresCase) => ignoresCase && char.IsLetter(c) ? new CharSet(Machine.Escape(c.ToString()), true) : new CharSet(c);

    /// <summary>An atom as .NET writes it.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    internal static CharSet Of(string atom, bool ignoresCase) => new(atom, ignoresCase);

    /// <summary>Whether a character is in it.</summary>
    internal bool Has(char c)
    {
        if (_asked is null)
            return c == _only;
        if (c < 64)
            return (_low >> c & 1) != 0;
        return c < 128 ? (_high >> (c - 64) & 1) != 0 : _asked.IsMatch(new ReadOnlySpan<char>(in c));
    }
}

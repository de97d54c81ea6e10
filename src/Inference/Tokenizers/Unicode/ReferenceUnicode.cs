using System.Globalization;

namespace Rlar.Inference.Tokenizers.Unicode;

/// <summary>
/// Properties of code points as the reference library has them. It carries tables of several Unicode versions, most of them older than .NET's, and a
/// vocabulary was trained with them: punctuation, marks, case and normal forms are therefore read from a table of our own.
/// </summary>
internal sealed class ReferenceUnicode
{
    private static readonly Lazy<ReferenceUnicode> s_shared = new(Load);

    private readonly Dictionary<string, CodePointSet> _sets = [];
    private readonly Dictionary<int, byte> _classes = [];
    private readonly Dictionary<int, int[]> _lower = [];
    private readonly Dictionary<int, int[]> _canonical = [];
    private readonly Dictionary<int, int[]> _compatible = [];
    private readonly Dictionary<(int First, int Second), int> _compositions = [];
    private readonly ulong[] _composed = new ulong[0x110000 / 64];

    /// <summary>The one table; read on first use.</summary>
    internal static ReferenceUnicode Shared => s_shared.Value;

    /// <summary>ASCII punctuation and symbols, and the categories P*.</summary>
    internal CodePointSet Punctuation => _sets["punctuation"];

    /// <summary>What <c>\w</c> matches in the reference's regular expressions.</summary>
    internal CodePointSet Word => _sets["word"];

    /// <summary>The categories N*.</summary>
    internal CodePointSet Numeric => _sets["numeric"];

    /// <summary>The category Mn.</summary>
    internal CodePointSet NonSpacing => _sets["nonspacing"];

    /// <summary>The categories M*.</summary>
    internal CodePointSet Mark => _sets["mark"];

    /// <summary>What BERT's clean-up removes: control, format and private-use characters, and U+FFFD.</summary>
    internal CodePointSet Control => _sets["control"];

    /// <summary>The canonical combining class.</summary>
    internal int CombiningClass(int codePoint) => codePoint < 0x300 ? 0 : _classes.GetValueOrDefault(codePoint);

    /// <summary>The lower case where it differs, else null.</summary>
    internal int[]? Lower(int codePoint) => _lower.GetValueOrDefault(codePoint);

    /// <summary>The full decomposition where there is one, else null; Hangul apart.</summary>
    internal int[]? Decomposition(int codePoint, bool compatible) =>
        codePoint < 0xA0 ? null : (compatible ? _compatible.GetValueOrDefault(codePoint) : null) ?? _canonical.GetValueOrDefault(codePoint);

    /// <summary>The composition of two characters, or -1; Hangul apart.</summary>
    internal int Composition(int first, int second) => _compositions.GetValueOrDefault((first, second), -1);

    /// <summary>True where the character stays itself in NFC whatever stands beside it.</summary>
    internal bool IsInertInNfc(int codePoint) => (_composed[codePoint >> 6] >> codePoint & 1) == 0;

    private static ReferenceUnicode Load()
    {
        using var stream = typeof(ReferenceUnicode).Assembly.GetManifestResourceStream("reference-unicode.txt")
            ?? throw new InferenceException("The assembly lacks its resource reference-unicode.txt. Build it again.");
        using var reader = new StreamReader(stream);
        var table = new ReferenceUnicode();
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '@')
                section = line[1..];
            else if (line[0] != '#')
                table.Read(section, line);
        }

        table.MarkWhatNfcMayChange();
        return table;
    }

    private void Read(string section, string line)
    {
        switch (section)
        {
            case "class":
                var colon = line.IndexOf(':');
                foreach (var (first, last) in Ranges(line[(colon + 2)..]))
                {
                    for (var c = first; c <= last; c++)
                        _classes[c] = (byte)Hex(line[..colon]);
                }

                break;
            case "lower" or "canonical" or "compatible":
                var numbers = line.Split(' ').Select(Hex).ToArray();
                (section[0] == 'l' ? _lower : section == "canonical" ? _canonical : _compatible)[numbers[0]] = numbers[1..];
                break;
            case "compose":
                var pair = line.Split(' ').Select(Hex).ToArray();
                _compositions[(pair[0], pair[1])] = pair[2];
                break;
            default:
                if (!_sets.TryGetValue(section, out var set))
                    _sets[section] = set = new CodePointSet();
                foreach (var (first, last) in Ranges(line))
                    set.Add(first, last);
                break;
        }
    }

    private void MarkWhatNfcMayChange()
    {
        void Mark(int codePoint) => _composed[codePoint >> 6] |= 1UL << codePoint;
        foreach (var codePoint in _classes.Keys)
            Mark(codePoint);
        foreach (var (first, second) in _compositions.Keys)
            Mark(second);
        var wholes = _compositions.Values.ToHashSet();
        foreach (var codePoint in _canonical.Keys.Where(c => !wholes.Contains(c)))
            Mark(codePoint);

        // Vowels and trailing consonants join the syllable before them.
        for (var jamo = 0x1161; jamo < 0x11C3; jamo++)
            Mark(jamo);
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IEnumerable<(int First, int Last)> Ranges(string line)
    {
        foreach (var part in line.Split(' '))
        {
            var dash = part.IndexOf('-');
            yield return dash < 0 ? (Hex(part), Hex(part)) : (Hex(part[..dash]), Hex(part[(dash + 1)..]));
        }
    }
}

using Rlar.Scoring.Rows;

namespace Rlar.Scoring.Doubts;

/// <summary>
/// Which keys came twice, and where first. The first <see cref="Capacity"/> different keys are remembered, in some 30 bytes each: of those that
/// come later nothing is known, and a repetition of the first is found wherever it stands.
/// </summary>
internal sealed class SeenKeys
{
    /// <summary>Different keys that are remembered.</summary>
    internal const int Capacity = 1 << 18;

    private readonly Dictionary<ulong, uint> _lines = [];
    private RowKey? _last;

    /// <summary>Rows whose key had come before.</summary>
    internal long Repeated { get; private set; }

    /// <summary>Those whose key was that of the row before.</summary>
    internal long Adjacent { get; private set; }

    /// <summary>The lines of the first repetition: where the key stood first, and where again. Null where there is none.</summary>
    internal (long First, long Again)? Example { get; private set; }

    /// <summary>Takes a row's key in.</summary>
    /// <param name="key">The key.</param>
    /// <param name="line">The row's line, from 1.</param>
    internal void Add(RowKey key, long line)
    {
        Adjacent += key == _last ? 1 : 0;
        _last = key;
        var half = (ulong)key.Hash;
        if (!_lines.TryGetValue(half, out var first))
        {
            if (_lines.Count < Capacity)
                _lines[half] = (uint)Math.Min(line, uint.MaxValue);
            return;
        }

        Repeated++;
        Example ??= (first, line);
    }
}

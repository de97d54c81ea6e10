namespace Rlar.Inference.Onnx;

/// <content>Finds out how far rows may run together.</content>
public sealed unsafe partial class OnnxEncoder
{
    // What is masked must not be seen; float rounding of another length may be.
    private const float Rounding = 1e-3f;

    private OnnxBatching Tried()
    {
        if (_options.BatchSize == 1)
            return OnnxBatching.OneByOne;
        if (_options.PadTo > 1 && _inputs.Contains("attention_mask") && HeedsTheMask() && GivesSameBits(padded: true))
            return OnnxBatching.Padded;
        return GivesSameBits(padded: false) ? OnnxBatching.EqualLengths : OnnxBatching.OneByOne;
    }

    private bool HeedsTheMask()
    {
        var row = Row(1, 5);
        var bare = RunTogether([row], 5)[0];
        var filled = RunTogether([row], Math.Max(9, _options.PadTo))[0];
        return bare.Length == filled.Length && bare.Zip(filled).All(pair => Math.Abs(pair.First - pair.Second) <= Rounding * Math.Max(1, Math.Abs(pair.First)));
    }

    // A row with neighbours that are unlike it, in two orders: what scales over a batch shows.
    private bool GivesSameBits(bool padded)
    {
        foreach (var most in (int[])[_options.PadTo, 2 * _options.PadTo, 19])
        {
            var length = padded ? Math.Max(most, 4) : most + 2;
            var rows = Enumerable.Range(0, Math.Min(_options.BatchSize, 5)).Select(row => Row(row, padded ? Math.Max(3, length - (2 * row)) : length)).ToList();
            var together = RunTogether(rows, length);
            var turned = RunTogether([.. rows.AsEnumerable().Reverse()], length);
            for (var row = 0; row < rows.Count; row++)
            {
                var alone = RunTogether([rows[row]], length)[0];
                if (!alone.AsSpan().SequenceEqual(together[row]) || !alone.AsSpan().SequenceEqual(turned[^(row + 1)]))
                    return false;
            }
        }

        return true;
    }

    private static EncoderRow Row(int number, int length) =>
        new([.. Enumerable.Range(0, length).Select(index => 1 + (((number * number * 37) + (index * 11)) % 97))], null, 0);
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Rlar.Inference.Catalog.Pull;

/// <summary>
/// A checkpoint of llama2.c (karpathy/llama2.c, the format of run.c): seven whole numbers, then the weights in 32 bits in a fixed order. A positive
/// vocabulary size says that the output shares the embedding's weights.
/// </summary>
internal sealed class Llama2cCheckpoint : IDisposable
{
    /// <summary>The base of the rotary embedding, which the format does not say.</summary>
    internal const float RopeBase = 10000f;

    /// <summary>What is added in the normalisation, which the format does not say.</summary>
    internal const float NormEpsilon = 1e-5f;

    private const int HeaderBytes = 28;
    private const int MaxWidth = 1 << 20;
    private const int MaxLayers = 512;
    private const uint NewerMagic = 0x616b3432;
    private readonly FileStream _stream;

    private Llama2cCheckpoint(FileStream stream) => _stream = stream;

    /// <summary>The width of the hidden state.</summary>
    internal int Width { get; private init; }

    /// <summary>The width of the feed-forward part.</summary>
    internal int Hidden { get; private init; }

    /// <summary>The layers.</summary>
    internal int Layers { get; private init; }

    /// <summary>The heads of queries.</summary>
    internal int Heads { get; private init; }

    /// <summary>The heads of keys and values.</summary>
    internal int KeyHeads { get; private init; }

    /// <summary>The tokens.</summary>
    internal int Vocabulary { get; private init; }

    /// <summary>Whether the output shares the embedding's weights.</summary>
    internal bool IsTied { get; private init; }

    /// <summary>The longest text in tokens.</summary>
    internal int Context { get; private init; }

    /// <summary>The width of a head.</summary>
    internal int HeadWidth => Width / Heads;

    /// <summary>Opens a checkpoint and checks that its length is the one that its numbers ask for.</summary>
    /// <exception cref="InferenceException">It cannot be read, or is no such checkpoint.</exception>
    internal static Llama2cCheckpoint Open(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            Span<byte> header = stackalloc byte[HeaderBytes];
            if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
                throw new InferenceException($"{path}: has {stream.Length} bytes, fewer than the header of a llama2.c checkpoint.");
            if (BinaryPrimitives.ReadUInt32LittleEndian(header) == NewerMagic)
                throw new InferenceException(
                    $"{path}: is a llama2.c checkpoint of version {BinaryPrimitives.ReadInt32LittleEndian(header[4..])}; "
                    + "the first format is read, the one of run.c (export.py --version 0).");
            var numbers = MemoryMarshal.Cast<byte, int>(header);
            var made = new Llama2cCheckpoint(stream)
            {
                Width = numbers[0],
                Hidden = numbers[1],
                Layers = numbers[2],
                Heads = numbers[3],
                KeyHeads = numbers[4],
                Vocabulary = numbers[5] == int.MinValue ? 0 : Math.Abs(numbers[5]),
                IsTied = numbers[5] > 0,
                Context = numbers[6],
            };
            made.Check(path);
            stream = null;
            return made;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }
        finally
        {
            stream?.Dispose();
        }
    }

    /// <summary>
    /// The tensors in the checkpoint's order: name in GGUF, layer or -1, dimensions of one layer with the fastest first,
    /// and the first weight.
    /// </summary>
    internal IEnumerable<(string Name, long[] Dimensions, long First)> Tensors()
    {
        var first = 0L;
        var keys = (long)KeyHeads * HeadWidth;
        (string Name, bool IsLayers, long[] Dimensions)[] order =
        [
            ("token_embd", false, [Width, Vocabulary]),
            ("attn_norm", true, [Width]),
            ("attn_q", true, [Width, Width]),
            ("attn_k", true, [Width, keys]),
            ("attn_v", true, [Width, keys]),
            ("attn_output", true, [Width, Width]),
            ("ffn_norm", true, [Width]),
            ("ffn_gate", true, [Width, Hidden]),
            ("ffn_down", true, [Hidden, Width]),
            ("ffn_up", true, [Width, Hidden]),
            ("output_norm", false, [Width]),
        ];
        foreach (var (name, isLayers, dimensions) in order)
        {
            var count = dimensions.Aggregate(1L, (product, dimension) => product * dimension);
            for (var layer = 0; layer < (isLayers ? Layers : 1); layer++, first += count)
                yield return (isLayers ? $"blk.{layer}.{name}.weight" : $"{name}.weight", dimensions, first);
        }

        // Two tables of the rotary embedding, which nobody reads any more.
        first += (long)Context * HeadWidth;
        if (!IsTied)
            yield return ("output.weight", [Width, Vocabulary], first);
    }

    /// <summary>Reads weights.</summary>
    internal void Read(long first, Span<float> values)
    {
        _stream.Position = HeaderBytes + (first * sizeof(float));
        _stream.ReadExactly(MemoryMarshal.AsBytes(values));
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Check(string path)
    {
        if (Width is < 1 or > MaxWidth || Hidden is < 1 or > MaxWidth || Layers is < 1 or > MaxLayers
            || Heads < 1 || Heads > Width || KeyHeads < 1 || KeyHeads > Heads
            || Vocabulary is < 4 or > 1 << 24 || Context is < 1 or > 1 << 24)
            throw new InferenceException(
                $"{path}: is no llama2.c checkpoint: its header gives the width {Width}, {Hidden} hidden, {Layers} layers, "
                + $"{Heads} and {KeyHeads} heads, {Vocabulary} tokens and a context of {Context}.");
        if (Width % Heads != 0 || Heads % KeyHeads != 0 || HeadWidth % 2 != 0)
            throw new InferenceException($"{path}: is no llama2.c checkpoint: {Heads} heads with {KeyHeads} for keys do not fit a width of {Width}.");
        var (_, dimensions, last) = Tensors().Last();
        var weights = IsTied ? last + dimensions[0] + ((long)Context * HeadWidth) : last + (dimensions[0] * dimensions[1]);
        var needed = HeaderBytes + (weights * sizeof(float));
        if (_stream.Length != needed)
            throw new InferenceException(
                $"{path}: has {_stream.Length} bytes, and its header (width {Width}, {Layers} layers, {Vocabulary} tokens) asks for {needed}: "
                + $"it is {(_stream.Length < needed ? "truncated; get it again" : "no llama2.c checkpoint, or of a later version of the format")}.");
    }
}

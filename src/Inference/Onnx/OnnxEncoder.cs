using System.Runtime.InteropServices;
using System.Text;
using Rlar.Inference.Native;

namespace Rlar.Inference.Onnx;

/// <summary>
/// A text encoder in ONNX: rows of tokens in, numbers out. A row's numbers are the same bits alone, in a batch, and in any order: rows are
/// never padded, only rows of one length are run together, and that only if the model gave the same bits for it when it was loaded. Safe
/// for several threads.
/// </summary>
public sealed unsafe class OnnxEncoder : IDisposable
{
    private static readonly string[] Known = ["input_ids", "attention_mask", "token_type_ids"];
    private readonly OrtApi _api;
    private readonly OrtHandle _session;
    private readonly int _batchSize;
    private readonly string[] _inputs;
    private readonly byte[][] _names;
    private readonly nint[] _namePointers;
    private readonly nint _output;

    private OnnxEncoder(string path, OrtApi api, OrtHandle session, int batchSize)
    {
        (Path, _api, _session, _batchSize) = (path, api, session, batchSize);
        _inputs = api.Names(session, inputs: true);
        if (!_inputs.Contains("input_ids") || _inputs.Except(Known).FirstOrDefault() is { } other && other.Length > 0)
            throw new InferenceException($"{path}: has the inputs {string.Join(", ", _inputs)}; a text encoder has input_ids and perhaps attention_mask and token_type_ids.");
        Output = api.Names(session, inputs: false)[0];
        // Pinned for good: the library takes addresses of names with each run.
        _names = [.. _inputs.Append(Output).Select(Pinned)];
        _namePointers = [.. _names.Select(name => (nint)Marshal.UnsafeAddrOfPinnedArrayElement(name, 0))];
        _output = _namePointers[^1];
    }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>The name of the output that is read, the model's first: "logits", "last_hidden_state", ...</summary>
    public string Output { get; }

    /// <summary>
    /// Whether rows of one length are run together. A model whose graph takes numbers over the whole batch (dynamic quantisation scales by the
    /// largest value of it) gives a row other bits beside other rows: its rows are run one by one, which takes longer on many cores.
    /// </summary>
    public bool Batches { get; private set; }

    /// <summary>Loads a model and tries whether it may be batched.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">How.</param>
    /// <exception cref="InferenceException">ONNX Runtime is missing; the file cannot be read, is no ONNX model, or is no text encoder.</exception>
    public static OnnxEncoder Load(string path, OnnxModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        var api = OnnxLibrary.Require();
        if (!File.Exists(path))
            throw new InferenceException($"{path}: no such file.");
        var session = api.CreateSession(path, options.Threads);
        try
        {
            var encoder = new OnnxEncoder(path, api, session, options.BatchSize);
            encoder.Batches = options.BatchSize > 1 && encoder.GivesSameBitsInBatches();
            return encoder;
        }
        catch (InferenceException)
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The output for each row.</summary>
    /// <param name="rows">Token ids, those that the tokenizer's template adds with them; none empty.</param>
    /// <param name="cancellationToken">Stops between runs.</param>
    /// <returns>For each row its part of the output, flat: [labels] of a classifier, [tokens × width] of hidden states.</returns>
    /// <exception cref="InferenceException">A row is empty, or the model refuses it: too long, or an id that it does not have.</exception>
    public IReadOnlyList<float[]> Run(IReadOnlyList<IReadOnlyList<int>> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var results = new float[rows.Count][];
        foreach (var bucket in Enumerable.Range(0, rows.Count).GroupBy(index => rows[index].Count))
        {
            foreach (var chunk in bucket.Chunk(Batches ? _batchSize : 1))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var outputs = RunTogether([.. chunk.Select(index => rows[index])]);
                for (var index = 0; index < chunk.Length; index++)
                    results[chunk[index]] = outputs[index];
            }
        }

        return results;
    }

    /// <summary>Frees the model when no run uses it any more.</summary>
    public void Dispose() => _session.Dispose();

    // A row with neighbours that are unlike it, at several places: what scales over a batch shows.
    private bool GivesSameBitsInBatches()
    {
        for (var length = 3; length <= 24; length += 7)
        {
            var rows = Enumerable.Range(0, Math.Min(_batchSize, 9)).Select(row => (IReadOnlyList<int>)[.. Enumerable.Range(0, length).Select(index => 1 + (row * row * 37 + index * 11) % 97)]).ToList();
            var together = RunTogether(rows);
            for (var row = 0; row < rows.Count; row++)
            {
                if (!RunTogether([rows[row]])[0].AsSpan().SequenceEqual(together[row]))
                    return false;
            }
        }

        return true;
    }

    private float[][] RunTogether(IReadOnlyList<IReadOnlyList<int>> rows)
    {
        var length = rows[0].Count;
        if (length == 0)
            throw new InferenceException($"{Path}: a row without tokens has no output.");
        var ids = GC.AllocateUninitializedArray<long>(rows.Count * length, pinned: true);
        for (var row = 0; row < rows.Count; row++)
        {
            // A negative id would count from the end of the vocabulary.
            if (rows[row].FirstOrDefault(id => id < 0) is var wrong and < 0)
                throw new InferenceException($"{Path}: a row has the token {wrong}.");
            for (var index = 0; index < length; index++)
                ids[(row * length) + index] = rows[row][index];
        }

        var mask = GC.AllocateUninitializedArray<long>(ids.Length, pinned: true);
        mask.AsSpan().Fill(1);
        var types = GC.AllocateArray<long>(ids.Length, pinned: true);
        var inputs = new OrtHandle[_inputs.Length];
        try
        {
            for (var index = 0; index < inputs.Length; index++)
            {
                fixed (long* data = _inputs[index] switch { "input_ids" => ids, "attention_mask" => mask, _ => types })
                    inputs[index] = _api.CreateTensor(data, [rows.Count, length]);
            }

            using var output = _api.Run(_session, _namePointers.AsSpan(0, inputs.Length), inputs, _output, Path);
            GC.KeepAlive(ids);
            GC.KeepAlive(mask);
            GC.KeepAlive(types);
            return Split(output, rows.Count);
        }
        finally
        {
            foreach (var input in inputs)
                input?.Dispose();
        }
    }

    private float[][] Split(OrtHandle output, int rows)
    {
        var shape = _api.Read(output, out var type, out var data);
        if (type != OrtApi.Float || shape.Length == 0 || shape[0] != rows)
            throw new InferenceException($"{Path}: the output {Output} has the shape [{string.Join(", ", shape)}] and the element type {type}; 32-bit floats with a row for each text are needed.");
        var width = shape.AsSpan(1).ToArray().Aggregate(1L, (product, dimension) => product * dimension);
        var results = new float[rows][];
        for (var row = 0; row < rows; row++)
            results[row] = new ReadOnlySpan<float>((float*)data + (row * width), checked((int)width)).ToArray();
        return results;
    }

    private static byte[] Pinned(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name + "\0");
        var pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned, 0);
        return pinned;
    }
}

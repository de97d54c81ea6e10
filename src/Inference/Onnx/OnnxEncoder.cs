using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Rlar.Inference.Heads;
using Rlar.Inference.Native;

namespace Rlar.Inference.Onnx;

/// <summary>
/// A text encoder in ONNX: rows of tokens in, numbers out. A row's numbers are the same bits alone, in a batch, in any order and whatever fills
/// the others up: rows run together only as far as the model gave the same bits for them when it was loaded. Safe for several threads.
/// </summary>
public sealed partial class OnnxEncoder : IDisposable
{
    private static readonly string[] Known = ["input_ids", "attention_mask", "token_type_ids"];
    private readonly ConcurrentBag<RowBuffers> _buffers = [];
    private readonly OnnxSession _session;
    private readonly OnnxModelOptions _options;
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    private OnnxEncoder(string path, OnnxSession session, OnnxModelOptions options)
    {
        (Path, _session, _options) = (path, session, options);
        Config = ModelConfig.Beside(path);
        _inputs = [.. session.Inputs];
        if (!_inputs.Contains("input_ids") || _inputs.Except(Known).FirstOrDefault() is { Length: > 0 })
            throw new InferenceException(
                $"{path}: has the inputs {string.Join(", ", _inputs)}; "
                + "a text encoder has input_ids and perhaps attention_mask and token_type_ids.");
        string[] outputs = [.. session.Outputs];
        (Output, Head) = (ModelHeads.OutputOf(outputs), ModelHeads.Of(outputs, Config));
        _outputs = [Output];
    }

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>What the files beside the model say.</summary>
    public ModelConfig Config { get; }

    /// <summary>What the model gives.</summary>
    public ModelHead Head { get; }

    /// <summary>The name of the output that is read: "logits", "last_hidden_state", ...</summary>
    public string Output { get; }

    /// <summary>How rows are run; found out when the model was loaded.</summary>
    public OnnxBatching Batching { get; private set; }

    /// <summary>Whether several rows are run together.</summary>
    public bool Batches => Batching != OnnxBatching.OneByOne;

    /// <summary>Loads a model and tries how far it may be batched.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">How.</param>
    /// <exception cref="InferenceException">ONNX Runtime is missing; the file cannot be read, is no ONNX model, or is no text encoder.</exception>
    public static OnnxEncoder Load(string path, OnnxModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PadTo, 1);
        OnnxLibrary.Require();
        if (!File.Exists(path))
            throw new InferenceException($"{path}: no such file.");
        var session = OnnxSession.Load(path, options.Threads);
        try
        {
            var encoder = new OnnxEncoder(path, session, options);
            encoder.Batching = encoder.Tried();
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
        return Run([.. rows.Select(row => new EncoderRow([.. row], null, 0))], cancellationToken);
    }

    /// <summary>The output for each row.</summary>
    /// <param name="rows">Rows with their token types; none empty.</param>
    /// <param name="cancellationToken">Stops between runs.</param>
    /// <returns>For each row its part of the output, flat: [labels] of a classifier, [tokens × width] of hidden states.</returns>
    /// <exception cref="InferenceException">A row is empty, or the model refuses it: too long, or an id that it does not have.</exception>
    internal IReadOnlyList<float[]> Run(IReadOnlyList<EncoderRow> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var results = new float[rows.Count][];
        foreach (var bucket in Enumerable.Range(0, rows.Count).GroupBy(index => Filled(rows[index].Ids.Length)))
        {
            foreach (var chunk in bucket.Chunk(Batches ? _options.BatchSize : 1))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var outputs = RunTogether([.. chunk.Select(index => rows[index])], bucket.Key);
                for (var index = 0; index < chunk.Length; index++)
                    results[chunk[index]] = outputs[index];
            }
        }

        return results;
    }

    /// <summary>Frees the model when no run uses it any more.</summary>
    public void Dispose()
    {
        _session.Dispose();
        while (_buffers.TryTake(out var buffers))
            buffers.Dispose();
    }

    // The length that a row is run with. A model that says how many positions it has is given no more of them than the row needs.
    private int Filled(int length)
    {
        if (Batching != OnnxBatching.Padded)
            return length;
        var filled = (length + _options.PadTo - 1) / _options.PadTo * _options.PadTo;
        return Math.Max(length, Math.Min(filled, Config.Longest ?? int.MaxValue));
    }

    private float[][] RunTogether(IReadOnlyList<EncoderRow> rows, int length)
    {
        if (!_buffers.TryTake(out var buffers))
            buffers = new RowBuffers(_inputs);
        try
        {
            Fill(buffers, rows, length);
            using var outputs = _session.Run(_inputs, buffers.Tensors(rows.Count, length), _outputs);
            return Split(outputs[0], rows, length);
        }
        finally
        {
            _buffers.Add(buffers);
        }
    }

    private void Fill(RowBuffers buffers, IReadOnlyList<EncoderRow> rows, int length)
    {
        buffers.Reserve(checked(rows.Count * length));
        for (var row = 0; row < rows.Count; row++)
        {
            var ids = rows[row].Ids;
            if (ids.Length == 0)
                throw new InferenceException($"{Path}: a row without tokens has no output.");
            // A negative id would count from the end of the vocabulary.
            if (ids.AsSpan().ContainsAnyExceptInRange(0, int.MaxValue))
                throw new InferenceException($"{Path}: a row has the token {ids.First(id => id < 0)}.");
            var place = buffers.Ids.AsSpan(row * length, length);
            for (var index = 0; index < ids.Length; index++)
                place[index] = ids[index];
            place[ids.Length..].Fill(Config.PadToken ?? 0);
            var mask = buffers.Mask.AsSpan(row * length, length);
            mask[..ids.Length].Fill(1);
            mask[ids.Length..].Clear();
            var types = buffers.Types.AsSpan(row * length, length);
            types.Clear();
            for (var index = 0; index < (rows[row].Types?.Length ?? 0); index++)
                types[index] = rows[row].Types![index];
        }
    }

    // Of states for each token, those of what fills a row up are left out.
    private float[][] Split(OrtValue output, IReadOnlyList<EncoderRow> rows, int length)
    {
        if (!output.IsTensor)
            throw new InferenceException($"{Path}: the output {Output} is no tensor.");
        var info = output.GetTensorTypeAndShape();
        var (type, shape) = (info.ElementDataType, info.Shape);
        if (type != TensorElementType.Float || shape.Length == 0 || shape[0] != rows.Count)
            throw new InferenceException(
                $"{Path}: the output {Output} has the shape [{string.Join(", ", shape)}] and the element type {type}; "
                + "32-bit floats with a row for each text are needed.");
        var numbers = output.GetTensorDataAsSpan<float>();
        var width = numbers.Length / rows.Count;
        var isStates = shape.Length == 3 && shape[1] == length;
        var results = new float[rows.Count][];
        for (var row = 0; row < rows.Count; row++)
            results[row] = numbers.Slice(row * width, isStates ? rows[row].Ids.Length * (int)shape[2] : width).ToArray();
        return results;
    }
}

namespace Rlar.Inference.Onnx;

/// <summary>What an ONNX file says about itself: inputs, outputs and weights by type. Neither the weights nor the engine are needed for it.</summary>
public sealed class OnnxFile
{
    private const long MostWeights = 1L << 50;

    // Field numbers of onnx.proto.
    private const int ModelProducer = 2;
    private const int ModelGraph = 7;
    private const int GraphInitializer = 5;
    private const int GraphInput = 11;
    private const int GraphOutput = 12;
    private const int TensorDimensions = 1;
    private const int TensorType = 2;
    private const int TensorName = 8;
    private const int ValueName = 1;
    private const int ValueType = 2;
    private const int TypeTensor = 1;
    private const int TensorElement = 1;
    private const int TensorShape = 2;
    private const int ShapeDimension = 1;
    private const int DimensionValue = 1;
    private const int DimensionName = 2;

    private static readonly string[] Types =
    [
        "undefined", "float", "uint8", "int8", "uint16", "int16", "int32", "int64", "string",
        "bool", "float16", "double", "uint32", "uint64", "complex64", "complex128", "bfloat16",
        "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz", "uint4", "int4", "float4e2m1",
    ];

    private readonly List<OnnxValue> _inputs = [];
    private readonly List<OnnxValue> _outputs = [];
    private readonly Dictionary<string, long> _weights = new(StringComparer.Ordinal);
    private readonly HashSet<string> _initializers = new(StringComparer.Ordinal);

    private OnnxFile(string path, long bytes) => (Path, Bytes) = (path, bytes);

    /// <summary>The path as given.</summary>
    public string Path { get; }

    /// <summary>The length of the file in bytes.</summary>
    public long Bytes { get; }

    /// <summary>What made the file, such as "pytorch"; empty where it does not say.</summary>
    public string Producer { get; private set; } = "";

    /// <summary>What has to be given to it, in order; weights that a file lists as inputs, too, are not among them.</summary>
    public IReadOnlyList<OnnxValue> Inputs => [.. _inputs.Where(input => !_initializers.Contains(input.Name))];

    /// <summary>What it gives, in order.</summary>
    public IReadOnlyList<OnnxValue> Outputs => _outputs;

    /// <summary>How many weights it has of each type, "float" for instance; scales and tables count as well.</summary>
    public IReadOnlyDictionary<string, long> Weights => _weights;

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InferenceException">It cannot be read, or is no ONNX model.</exception>
    public static OnnxFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 12);
            var reader = new ProtobufReader(stream, path);
            var file = new OnnxFile(path, stream.Length);
            var hasGraph = false;
            reader.Fields(() =>
            {
                if (reader.Field == ModelProducer)
                    file.Producer = reader.Text();
                if (reader.Field != ModelGraph)
                    return;
                hasGraph = true;
                reader.Message(() => file.Graph(reader));
            });
            return hasGraph && file._outputs.Count > 0 ? file : throw reader.Error("it has no graph with outputs");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    private static string TypeName(long type) => type >= 0 && type < Types.Length ? Types[type] : $"type{type}";

    private void Graph(ProtobufReader reader)
    {
        if (reader.Field == GraphInput)
            _inputs.Add(Value(reader));
        else if (reader.Field == GraphOutput)
            _outputs.Add(Value(reader));
        else if (reader.Field == GraphInitializer)
            Initializer(reader);
    }

    private void Initializer(ProtobufReader reader)
    {
        var (count, type) = (1L, 0L);
        reader.Message(() =>
        {
            if (reader.Field == TensorDimensions)
            {
                foreach (var dimension in reader.Numbers())
                    count = dimension >= 0 && (dimension == 0 || count <= MostWeights / dimension)
                        ? count * dimension
                        : throw reader.Error($"a tensor has a dimension of {dimension}");
            }
            else if (reader.Field == TensorType && !reader.IsBytes)
            {
                type = reader.Value;
            }
            else if (reader.Field == TensorName)
            {
                _ = _initializers.Add(reader.Text());
            }
        });
        var name = TypeName(type);
        var before = _weights.GetValueOrDefault(name);
        _weights[name] = before <= MostWeights - count ? before + count : throw reader.Error("it has more weights than can be counted");
    }

    private static OnnxValue Value(ProtobufReader reader)
    {
        var (name, type) = ("", 0L);
        List<string>? shape = null;
        reader.Message(() =>
        {
            if (reader.Field == ValueName)
                name = reader.Text();
            else if (reader.Field == ValueType)
                reader.Message(() => Within(TypeTensor, () => reader.Message(Tensor)));
        });
        return new OnnxValue(name, TypeName(type), shape);

        void Tensor()
        {
            if (reader.Field == TensorElement && !reader.IsBytes)
                type = reader.Value;
            Within(TensorShape, () =>
            {
                shape = [];
                reader.Message(() => Within(ShapeDimension, Dimension));
            });
        }

        void Dimension()
        {
            var text = "?";
            reader.Message(() =>
            {
                if (reader.Field == DimensionValue && !reader.IsBytes)
                    text = $"{reader.Value}";
                else if (reader.Field == DimensionName && reader.IsBytes && reader.Value > 0)
                    text = reader.Text();
            });
            shape!.Add(text);
        }

        void Within(int field, Action take)
        {
            if (reader.Field == field && reader.IsBytes)
                take();
        }
    }
}

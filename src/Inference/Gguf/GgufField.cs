namespace Rlar.Inference.Gguf;

/// <summary>A metadata value as a GGUF file stores it, however long: what a file hands on to another without knowing what it means.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">Its bytes; of an array the element type and the count, too.</param>
internal sealed record GgufField(string Key, GgufValueType Type, byte[] Value)
{
    /// <summary>The fields of a file in its order.</summary>
    /// <param name="file">The file, which was read and so is known to be sound.</param>
    /// <exception cref="InferenceException">It cannot be read any more.</exception>
    internal static List<GgufField> Of(GgufFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var reader = new GgufReader(stream, file.Path);
            _ = (reader.UInt32(), reader.UInt32(), reader.Int64());
            var fields = new List<GgufField>();
            for (var left = reader.Count("the number of metadata keys", 1); left > 0; left--)
            {
                var key = reader.String("a metadata key");
                var type = (GgufValueType)reader.UInt32();
                var start = reader.Position;
                _ = reader.Value(type, key);
                var value = new byte[reader.Position - start];
                stream.Position = start;
                stream.ReadExactly(value);
                fields.Add(new GgufField(key, type, value));
            }

            return fields;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{file.Path}: cannot be read: {error.Message}", error);
        }
    }
}

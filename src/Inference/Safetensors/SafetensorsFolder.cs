using System.Text.Json;

namespace Rlar.Inference.Safetensors;

/// <summary>The weights of a model's folder: one model.safetensors, or several files and the index that says which tensor is where.</summary>
public sealed class SafetensorsFolder : IDisposable
{
    private const string Single = "model.safetensors";
    private const string Index = "model.safetensors.index.json";
    private readonly Dictionary<string, (SafetensorsFile File, SafetensorsTensor Tensor)> _tensors = new(StringComparer.Ordinal);
    private readonly List<SafetensorsFile> _files = [];

    private SafetensorsFolder(string path) => Path = path;

    /// <summary>The folder as given.</summary>
    public string Path { get; }

    /// <summary>The names of all tensors.</summary>
    public IReadOnlyCollection<string> Names => _tensors.Keys;

    /// <summary>Opens the files of a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InferenceException">There are no weights, a file cannot be read or is damaged, or the index and the files do not agree.</exception>
    public static SafetensorsFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var folder = new SafetensorsFolder(path);
        try
        {
            var index = System.IO.Path.Combine(path, Index);
            var single = System.IO.Path.Combine(path, Single);
            if (File.Exists(single))
                folder.AddAll(single);
            else if (File.Exists(index))
                folder.AddShards(index);
            else
                throw new InferenceException($"{path}: holds neither {Single} nor {Index}. Give the folder of a model whose weights are Safetensors.");
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A tensor, and the file that it is in; null where there is none of the name.</summary>
    /// <param name="name">The name.</param>
    public (SafetensorsFile File, SafetensorsTensor Tensor)? Find(string name) => _tensors.TryGetValue(name, out var found) ? found : null;

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }

    private SafetensorsFile Add(string path)
    {
        var file = SafetensorsFile.Open(path);
        _files.Add(file);
        return file;
    }

    private void AddAll(string path)
    {
        var file = Add(path);
        foreach (var tensor in file.Tensors)
            _tensors.Add(tensor.Name, (file, tensor));
    }

    private void AddShards(string index)
    {
        var files = new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal);
        foreach (var (name, shard) in Map(index))
        {
            if (!files.TryGetValue(shard, out var file))
                files.Add(shard, file = Add(System.IO.Path.Combine(Path, shard)));
            var tensor = file.Find(name) ?? throw new InferenceException($"{index}: weight_map.{name} is in {shard}, which does not have it.");
            if (!_tensors.TryAdd(name, (file, tensor)))
                throw new InferenceException($"{index}: weight_map.{name} is there twice.");
        }

        foreach (var (path, name) in _files.SelectMany(file => file.Tensors.Select(tensor => (file.Path, tensor.Name))))
        {
            if (!_tensors.ContainsKey(name))
                throw new InferenceException($"{path}: the tensor '{name}' is not in the weight_map of {index}.");
        }
    }

    private static List<(string Name, string Shard)> Map(string index)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(index));
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("weight_map", out var map)
                || map.ValueKind != JsonValueKind.Object)
                throw new InferenceException($"{index}: weight_map is no object of tensors and files.");
            return [.. map.EnumerateObject().Select(field => (field.Name, Shard(index, field)))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{index}: cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InferenceException($"{index}: not JSON: {error.Message}", error);
        }
    }

    // A file beside the index: another folder's is none of this model.
    private static string Shard(string index, JsonProperty field) =>
        field.Value.ValueKind == JsonValueKind.String && field.Value.GetString() is { Length: > 0 } name
        && name == System.IO.Path.GetFileName(name) && name.EndsWith(".safetensors", StringComparison.Ordinal)
            ? name
            : throw new InferenceException($"{index}: weight_map.{field.Name} is {field.Value.GetRawText()}, not the name of a .safetensors file beside it.");
}

using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Rlar.Inference.Tokenizers;
using Rlar.Inference.Tokenizers.Files;
using Rlar.Inference.Tokenizers.Unicode;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Tokenizers;

/// <summary>Tokenizers that several tests use, each loaded once.</summary>
internal static class Loaded
{
    private static readonly ConcurrentDictionary<string, Lazy<Tokenizer>> s_tokenizers = new();

    internal static Tokenizer Model(string name)
    {
        var path = TokenizerFiles.Require(name);
        return s_tokenizers.GetOrAdd(path, static path => new(() => Tokenizer.Load(path))).Value;
    }

    /// <summary>The same file with every byte written in the byte alphabet, instead of handed to the model as it is.</summary>
    internal static Tokenizer WithWrittenBytes(string name) => new(TokenizerJson.Read(TokenizerFiles.Require(name)), bytesToModel: false);

    /// <summary>A tokenizer from JSON.</summary>
    internal static Tokenizer FromJson(string json)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        try
        {
            File.WriteAllText(path, json);
            return Tokenizer.Load(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A small byte-level BPE: all bytes, and the merges given.</summary>
    internal static JsonObject ByteLevel(params string[] merges)
    {
        var vocabulary = new JsonObject();
        for (var b = 0; b < 256; b++)
            vocabulary[ByteAlphabet.ToChar((byte)b).ToString()] = b;
        foreach (var merge in merges)
            vocabulary[merge.Replace(" ", "", StringComparison.Ordinal)] = vocabulary.Count;
        return new()
        {
            ["version"] = "1.0",
            ["pre_tokenizer"] = new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = false },
            ["decoder"] = new JsonObject { ["type"] = "ByteLevel" },
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary, ["merges"] = new JsonArray([.. merges.Select(m => (JsonNode)m)]) },
        };
    }
}

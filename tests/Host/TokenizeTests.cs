using System.Text.Json;
using Rlar.Tests;

namespace Rlar.Host.Tests;

/// <summary><c>rlar models tokenize</c>, in the real program.</summary>
public sealed class TokenizeTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Theory]
    [InlineData("t5", "ids")]
    [InlineData("t5", "ids_special", "--special")]
    [InlineData("bert", "ids_special", "--special")]
    [InlineData("llama3", "ids")]
    public void Tokenize_GoldenRows_GivesTheirIdsInOrder(string model, string field, params string[] options)
    {
        var rows = SharedData.Rows("tokenizers_dev.jsonl.gz").Where(row => row.GetProperty("tokenizer").GetString() == model).ToList();
        _rlar.Write("rows.jsonl", rows.Select(row => row.GetRawText()));
        var (code, output, error) = _rlar.Run(["models", "tokenize", TokenizerFiles.Require(model), "rows.jsonl", .. options]);
        Assert.True(code == 0, error);
        Assert.Equal(rows.Select(row => $"{{\"ids\":{JsonSerializer.Serialize(row.GetProperty(field))}}}"), output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Tokenize_AsText_KeepsSpecialTokensOut()
    {
        File.WriteAllText(_rlar.PathOf("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n[\n]\nsep\n");
        var (_, recognised, _) = _rlar.Run(["models", "tokenize", "vocab.txt", "-", "--special"], "{\"text\":\"a[SEP]\"}\n");
        var (_, kept, _) = _rlar.Run(["models", "tokenize", "vocab.txt", "-", "--as-text"], "{\"text\":\"a[SEP]\"}\n");
        Assert.Equal("{\"ids\":[2,4,3,3]}\n", recognised);
        Assert.Equal("{\"ids\":[4,5,7,6]}\n", kept);
    }

    [Theory]
    [InlineData("{\"txt\":\"a\"}", "rows.jsonl:1: field 'text': a text is needed")]
    [InlineData("nothing", "rows.jsonl:1: not JSON")]
    [InlineData("{\"text\":\"\\ud800\"}", "rows.jsonl:1: field 'text'")]
    public void Tokenize_BadRow_NamesLineAndField(string row, string message)
    {
        File.WriteAllText(_rlar.PathOf("vocab.txt"), "[UNK]\n[CLS]\n[SEP]\n");
        _rlar.Write("rows.jsonl", row);
        var (code, _, error) = _rlar.Run(["models", "tokenize", "vocab.txt", "rows.jsonl"]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokenize_BadTokenizer_NamesTheFile()
    {
        _rlar.Write("rows.jsonl", "{\"text\":\"a\"}");
        var (code, _, error) = _rlar.Run(["models", "tokenize", "missing.json", "rows.jsonl"]);
        Assert.Equal(2, code);
        Assert.Contains("missing.json: cannot be read", error, StringComparison.Ordinal);
    }
}

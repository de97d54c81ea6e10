using System.Text.Json;
using Rlar.Inference.Native;
using Rlar.Tests;

namespace Rlar.Host.Tests;

/// <summary><c>rlar models logprobs</c>, in the real program.</summary>
public sealed class LogprobsTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Theory]
    [InlineData("tiny-llama.f16.gguf")]
    [InlineData("tiny-qwen3.f32.gguf")]
    public void Logprobs_GoldenTokens_AgreeInOrder(string name)
    {
        var cases = SharedData.Rows("trainer_goldens_dev.jsonl.gz").Where(row => row.GetProperty("model").GetString() == name && row.GetProperty("trained").GetString() == "full").ToList();
        _rlar.Write("rows.jsonl", cases.SelectMany(row => row.GetProperty("sequences").EnumerateArray()).Select(row => row.GetRawText()));
        var lines = Lines(Model("tiny/" + name), "rows.jsonl");
        var expected = cases.SelectMany(row => row.GetProperty("expected").GetProperty("logps").Deserialize<double[][]>()!).ToList();
        Assert.Equal(expected.Count, lines.Length);
        foreach (var (row, line) in expected.Zip(lines))
        {
            Assert.Equal(row.Length, line.Length);
            Assert.All(row.Zip(line), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        }
    }

    [Fact]
    public void Logprobs_Texts_PreferTheStory()
    {
        _rlar.Write("rows.jsonl", "{\"prompt\":\"Once upon a time, there was a little girl named\",\"completion\":\" Lily.\"}", "{\"prompt\":\"Once upon a time, there was a little girl named\",\"completion\":\" zxq.\"}", "{\"prompt\":\"\",\"completion\":\"Once upon a time\"}");
        var lines = Lines(Model(SharedModels.Stories260K), "rows.jsonl", "--threads", "1");
        Assert.True(lines[0].Sum() > lines[1].Sum() + 5);
        Assert.True(lines[2].Sum() > -10);
    }

    [Theory]
    [InlineData("{\"tokens\":[1,2]}", "rows.jsonl:1: field 'prompt_length'")]
    [InlineData("{\"tokens\":[1,99999],\"prompt_length\":1}", "field 'tokens': 99999 is no token")]
    [InlineData("{\"prompt\":\"a\"}", "field 'completion'")]
    [InlineData("{\"prompt\":\"a\",\"completion\":\"\\ud800\"}", "surrogate")]
    [InlineData("[", "not valid JSON")]
    public void Logprobs_BadRow_NamesLineAndField(string row, string message)
    {
        _rlar.Write("rows.jsonl", row);
        var (code, _, error) = _rlar.Run(["models", "logprobs", Model(SharedModels.Stories260K), "rows.jsonl"]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    // Rows are read 64 at a time; those before one that is refused are computed and written.
    [Theory]
    [InlineData(3)]
    [InlineData(67)]
    public void Logprobs_RowsBeforeABadOne_AreWritten(int good)
    {
        _rlar.Write("rows.jsonl", [.. Enumerable.Repeat("{\"tokens\":[1,2],\"prompt_length\":1}", good), "{\"tokens\":[1,99999],\"prompt_length\":1}", "{\"tokens\":[1,2],\"prompt_length\":1}"]);
        var (code, output, error) = _rlar.Run(["models", "logprobs", Model(SharedModels.Stories260K), "rows.jsonl"]);
        Assert.Equal(2, code);
        Assert.Contains($"rows.jsonl:{good + 1}: field 'tokens': 99999 is no token", error, StringComparison.Ordinal);
        Assert.Equal(good, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("models", "logprobs", "MODEL", "rows.jsonl", "--tokenizer", "other.json")]
    [InlineData("models", "ask", "MODEL", "Once", "--raw", "--tokenizer", "other.json")]
    public void Tokenizer_OfAnotherVocabulary_IsRefusedWithTheFirstIds(params string[] arguments)
    {
        _rlar.Write("rows.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}");
        _rlar.Write("other.json", "{\"model\":{\"type\":\"Unigram\",\"unk_id\":0,\"vocab\":[[\"<unk>\",0],[\"here\",-1]]}}");
        var (code, output, error) = _rlar.Run([.. arguments.Select(argument => argument == "MODEL" ? Model(SharedModels.Stories260K) : argument)]);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("other.json: is not the tokenizer of", error, StringComparison.Ordinal);
        Assert.Contains("1 is '<s>' in the model and 'here' in the tokenizer's file", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Logprobs_WithAnotherTokenizerBeside_WarnsOnceAndComputesAsWithout()
    {
        _rlar.Write("rows.jsonl", [.. Enumerable.Repeat("{\"prompt\":\"Once upon a\",\"completion\":\" time\"}", 70)]);
        _rlar.Write("tokenizer.json", "{\"model\":{\"type\":\"Unigram\",\"unk_id\":0,\"vocab\":[[\"<unk>\",0],[\"here\",-1]]}}");
        File.Copy(Model(SharedModels.Stories260K), Path.Combine(_rlar.Folder, "model.gguf"));
        var (code, output, error) = _rlar.Run(["models", "logprobs", "model.gguf", "rows.jsonl"]);
        Assert.Equal(0, code);
        Assert.Equal(_rlar.Run(["models", "logprobs", Model(SharedModels.Stories260K), "rows.jsonl"]).Output, output);
        Assert.StartsWith("rlar: model.gguf: the tokenizer.json beside it is not the model's tokenizer (511 of 512 ids differ", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void Logprobs_NoModel_NamesTheFile()
    {
        _rlar.Write("rows.jsonl", "{\"prompt\":\"a\",\"completion\":\"b\"}");
        _rlar.Write("model.gguf", "this is no model at all, but long enough");
        var (code, _, error) = _rlar.Run(["models", "logprobs", "model.gguf", "rows.jsonl"]);
        Assert.Equal(2, code);
        Assert.Contains("model.gguf: is not a GGUF file", error, StringComparison.Ordinal);
    }

    private static string Model(string name)
    {
        Assert.SkipUnless(LlamaLibrary.Status.IsAvailable, LlamaLibrary.Status.Reason ?? "");
        return SharedModels.Require(name);
    }

    private double[][] Lines(params string[] arguments)
    {
        var (code, output, error) = _rlar.Run(["models", "logprobs", .. arguments]);
        Assert.True(code == 0, error);
        return [.. output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("logps").Deserialize<double[]>()!)];
    }
}

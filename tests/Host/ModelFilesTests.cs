using System.Text.Json;
using Rlar.Inference.Native;
using Rlar.Tests;

namespace Rlar.Host.Tests;

/// <summary><c>rlar models list|show|scan</c>, in the real program.</summary>
public sealed class ModelFilesTests : IDisposable
{
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Show_SmolLM2_SaysWhatItIs()
    {
        var (code, output, error) = _rlar.Run(["models", "show", SharedModels.Require("smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf"), "--json"]);
        Assert.True(code == 0, error);
        var shown = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("llama", "Q4_1", 8192, 49152, "text"), (shown.GetProperty("architecture").GetString(), shown.GetProperty("quantisation").GetString(), shown.GetProperty("context").GetInt32(), shown.GetProperty("vocabulary").GetInt32(), shown.GetProperty("head").GetString()));
        Assert.Equal(134515008, shown.GetProperty("parameters").GetInt64());
        Assert.Equal("b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53", shown.GetProperty("sha256").GetString());
        Assert.Contains("<|im_start|>", shown.GetProperty("chat_template").GetString(), StringComparison.Ordinal);
        Assert.Equal("gpt2/smollm", shown.GetProperty("tokenizer").GetString());
    }

    [Fact]
    public void Show_WithATokenizer_HoldsItAgainstTheModel()
    {
        Assert.SkipUnless(LlamaLibrary.Status.IsAvailable, LlamaLibrary.Status.Reason ?? "");
        var model = SharedModels.Require("tiny/tiny-qwen3.f32.gguf");
        var other = SharedModels.Require("all-MiniLM-L6-v2-int8/tokenizer.json");
        var (code, output, error) = _rlar.Run(["models", "show", model, "--tokenizer", other]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("is not the tokenizer of", error, StringComparison.Ordinal);
        Assert.Contains("nowhere.json", _rlar.Run(["models", "show", model, "--tokenizer", "nowhere.json"]).Error, StringComparison.Ordinal);
        (code, output, error) = _rlar.Run(["models", "show", SharedModels.Require("all-MiniLM-L6-v2-int8/model_quantized.onnx"), "--tokenizer", other]);
        Assert.True(code == 0, error);
        Assert.Contains(other, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Scan_Folder_ListsModelsAndNamesWhatCannotBeRead()
    {
        File.Copy(SharedModels.Require("tiny/tiny-qwen3.f32.gguf"), _rlar.PathOf("good.GGUF"));
        _rlar.Write("bad.gguf", "GGUF, but not really one of them");
        var (code, output, error) = _rlar.Run(["models", "scan", "."]);
        Assert.Equal(1, code);
        Assert.StartsWith("qwen3", Assert.Single(output.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Contains("bad.gguf", error, StringComparison.Ordinal);
        Assert.Equal(2, _rlar.Run(["models", "scan", "nowhere"]).Code);
    }

    [Fact]
    public void List_WithOwnCatalog_AddsAndReplaces()
    {
        _rlar.Write("mine.json", "[{\"name\":\"mine\",\"description\":\"my own\",\"licence\":\"MIT\",\"megabytes\":1,\"files\":[{\"name\":\"m.gguf\",\"sha256\":null,\"parts\":[{\"package\":\"p\",\"version\":\"1.0.0\",\"file\":\"m\"}]}]}]");
        var (code, output, error) = _rlar.Run(["models", "list", "--catalog", "mine.json"]);
        Assert.True(code == 0, error);
        Assert.Contains("tinyllama-1.1b-chat", output, StringComparison.Ordinal);
        Assert.Contains("my own", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "mine.json: ")]
    [InlineData("[{\"name\":\"../x\",\"description\":\"\",\"licence\":\"\",\"megabytes\":1,\"files\":[]}]", "'../x' is no plain file name")]
    [InlineData("[{\"name\":\"x\",\"description\":\"\",\"licence\":\"\",\"megabytes\":1,\"files\":[{\"name\":\"f\",\"sha256\":\"12\",\"parts\":[]}]}]", "64 lower-case")]
    [InlineData("[{\"name\":\"x\"}]", "mine.json: ")]
    public void List_BadCatalog_SaysWhy(string json, string message)
    {
        _rlar.Write("mine.json", json);
        var (code, _, error) = _rlar.Run(["models", "list", "--catalog", "mine.json"]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }
}

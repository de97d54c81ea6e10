using Rlar.Inference.Catalog;
using Rlar.Inference.Native;
using Rlar.Tests;

namespace Rlar.Host.Tests;

/// <summary><c>rlar models ask</c>, in the real program.</summary>
public sealed class AskTests : IDisposable
{
    private const string SmolLM2 = "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Ask_Raw_ContinuesTheText()
    {
        var (code, output, error) = Ask(Model(SharedModels.Stories260K), "Once upon a time", "--raw", "--max-tokens", "12");
        Assert.True(code == 0, error);
        Assert.StartsWith(", there was a little girl named Lily", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_ChatModel_AnswersByItsTemplate()
    {
        var (code, output, error) = Ask(Model(SmolLM2), "What is the capital of France?", "--system", "You are a helpful assistant.", "--max-tokens", "16");
        Assert.True(code == 0, error);
        Assert.Equal("The capital of France is Paris.", output.Trim());
    }

    // The template of the file writes a system message of its own where none is given; the model then answers in French.
    [Fact]
    public void Ask_WithoutASystemMessage_HasThatOfTheFile()
    {
        string Answer(params string[] more)
        {
            var (code, output, error) = Ask([Model(SmolLM2), "What is the capital of France?", "--max-tokens", "12", .. more]);
            Assert.True(code == 0, error);
            return output;
        }

        var without = Answer();
        Assert.Equal(Answer("--system", "You are a helpful AI assistant named SmolLM, trained by Hugging Face"), without);
        Assert.NotEqual(Answer("--system", "You are a helpful assistant."), without);
    }

    [Fact]
    public void Ask_TinyLlamaOfNpm_KnowsTheCapitalOfFrance()
    {
        Assert.SkipUnless(LlamaLibrary.Status.IsAvailable, LlamaLibrary.Status.Reason ?? "");
        var pulled = ModelCache.Open().Find("tinyllama-1.1b-chat");
        Assert.SkipWhen(pulled is null, "tinyllama-1.1b-chat was not pulled: rlar models pull tinyllama-1.1b-chat (319 MB)");
        var (code, output, error) = Ask("tinyllama-1.1b-chat", "What is the capital of France?", "--cache", ModelCache.Open().Folder, "--max-tokens", "24");
        Assert.True(code == 0, error);
        Assert.Contains("Paris", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--raw continues the text as it is", "--raw", "--system", "x")]
    [InlineData("--temperature must be between", "--temperature", "-1")]
    [InlineData("--max-tokens must be between", "--max-tokens", "0")]
    [InlineData("no-such-family", "--template", "no-such-family")]
    public void Ask_WrongOptions_AreRefused(string message, params string[] options)
    {
        var (code, _, error) = Ask([Model(SharedModels.Stories260K), "x", .. options]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Ask(params string[] arguments) => _rlar.Run(["models", "ask", .. arguments, "--threads", "1"]);

    private static string Model(string name)
    {
        Assert.SkipUnless(LlamaLibrary.Status.IsAvailable, LlamaLibrary.Status.Reason ?? "");
        return Path.GetFullPath(SharedModels.Require(name));
    }
}

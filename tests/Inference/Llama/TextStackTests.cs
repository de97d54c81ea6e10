using System.Diagnostics;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Tokens;
using Rlar.Inference.Tests.Llama.Pooled;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama;

/// <summary>Long runs of one character, for pre-tokenizers that recurse over them. In a process of its own, which a stack that overflows would end.</summary>
public sealed class TextStackTests
{
    [Theory(Explicit = true)]
    [InlineData("deepseek-v3")]
    [InlineData("deepseek-llm")]
    [InlineData("bloom")]
    [InlineData("llama-bpe")]
    public void Tokenize_LongRuns_EndsWithTheirTokens(string pre)
    {
        using var folder = new TempFolder();
        var copy = GgufCopy.Of(SharedModels.Require("tiny/tiny-qwen3.f32.gguf"));
        copy.Metadata["tokenizer.ggml.pre"] = pre;
        var path = folder.PathOf("model.gguf");
        copy.Write(path);
        using var model = LlamaModel.Load(path, new LlamaModelOptions(), null, TestContext.Current.CancellationToken);
        foreach (var run in new[] { 'a', ' ', '-', '漢' })
        {
            var text = new string(run, 30_000);
            var tokens = model.Vocabulary.Tokenize(text, false, SpecialTokens.AsText);
            // The small vocabulary has no token for some of the characters; those that it has are all there.
            Assert.Equal(tokens.Length == 0 ? "" : text, model.Vocabulary.Text(tokens, special: false));
        }

        Assert.Contains("1048576", Assert.Throws<InferenceException>(() => model.Vocabulary.Tokenize(new string('a', TextStack.MaxBytes + 1), false, SpecialTokens.AsText)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suite_LongRuns_DoNotEndTheProcess()
    {
        Engine.Require();
        _ = SharedModels.Require("tiny/tiny-qwen3.f32.gguf");
        var start = new ProcessStartInfo("dotnet", [typeof(TextStackTests).Assembly.Location, "-noColor", "-explicit", "only", "-method", $"{typeof(TextStackTests).FullName}.{nameof(Tokenize_LongRuns_EndsWithTheirTokens)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains("Total: 4, Errors: 0, Failed: 0, Skipped: 0", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FunctionThatThrows_ThrowsTheSame() =>
        Assert.Equal("mine", Assert.Throws<InvalidOperationException>(() => TextStack.Run(1 << 16, () => throw new InvalidOperationException("mine"))).Message);
}

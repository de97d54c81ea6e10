using System.Diagnostics;
using Rlar.Inference.Gguf;
using Rlar.Inference.Native;
using Rlar.Tests;

namespace Rlar.Host.Tests;

/// <summary><c>rlar chat</c>, in the real program, with real models.</summary>
public sealed class ChatTests : IDisposable
{
    private const string SmolLM2 = "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";
    private readonly RlarProcess _rlar = new();

    public void Dispose() => _rlar.Dispose();

    [Fact]
    public void Chat_FromAPipe_AnswersEachLineWithALineAndKnowsWhatWasSaid()
    {
        var (code, output, error) = Chat(
            SmolLM2, "What is the capital of France?\nAnd of Italy?\n\nThanks.\n", "--system", "You are a helpful assistant.", "--max-tokens", "24");
        Assert.True(code == 0, error);
        Assert.Empty(error);
        var lines = output.Split('\n');
        Assert.Equal(["The capital of France is Paris.", "The capital of Italy is Rome.", ""], lines[..3]);
        Assert.NotEmpty(lines[3]);
        Assert.Equal(5, lines.Length);
    }

    [Fact]
    public void Chat_ModelWithoutTemplate_ContinuesEachLine()
    {
        var (code, output, error) = Chat(SharedModels.Stories260K, "Once upon a time\nThe dog\nOnce upon a time", "--max-tokens", "160");
        Assert.True(code == 0, error);
        Assert.Contains("has no chat template: what is typed is continued", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith(", there was a little girl named Lily", lines[0], StringComparison.Ordinal);
        // It does not hear what was said before; paragraphs of an answer stay in its line.
        Assert.Equal(lines[0], lines[2]);
        Assert.Contains("\\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Chat_Seed_DecidesTheAnswersAndEachHasItsOwn()
    {
        string Answers(string seed) => Chat(SharedModels.Stories260K, "The dog\nThe dog\n", "--temperature", "1", "--seed", seed, "--max-tokens", "24").Output;
        var answers = Answers("5");
        Assert.Equal(answers, Answers("5"));
        Assert.NotEqual(answers, Answers("7"));
        var lines = answers.Split('\n');
        Assert.NotEqual(lines[0], lines[1]);
        Assert.StartsWith(lines[1] + "\n", Answers("6"), StringComparison.Ordinal);
    }

    [Fact]
    public void Chat_Adapter_ChangesWhatIsSaidUnlessItIsZero()
    {
        string Said(params string[] more)
        {
            var (code, output, error) = Chat(SharedModels.Stories260K, "Once upon a time\n", ["--max-tokens", "12", .. more]);
            Assert.True(code == 0, error);
            return output;
        }

        WriteAdapter("none.gguf", b: 0);
        WriteAdapter("some.gguf", b: 0.6f);
        Assert.Equal(Said(), Said("--adapter", "none.gguf"));
        Assert.NotEqual(Said(), Said("--adapter", "some.gguf"));
        Assert.Equal(Said("--adapter", "some.gguf"), Said("--adapter", "some.gguf", "--adapter", "none.gguf"));
    }

    [Fact]
    public void Chat_LongerThanItsContext_ForgetsTheFirstTurnsAndSaysSoOnce()
    {
        var (code, output, error) = Chat(SmolLM2, string.Concat(Enumerable.Repeat("Name one animal that lives in the sea, please.\n", 5)), "--context", "112", "--max-tokens", "12");
        Assert.True(code == 0, error);
        Assert.Equal(5, output.TrimEnd('\n').Split('\n').Length);
        Assert.Equal("rlar: the conversation is longer than --context: its first turns are left out from here on.", error.Trim());
    }

    [Theory]
    [InlineData("leave --system out", "--system", "x")]
    [InlineData("--temperature must be between 0 and 100", "--temperature", "-1")]
    [InlineData("--max-tokens must be between 1", "--max-tokens", "0")]
    [InlineData("leaves no room for a question in a context of 64 tokens", "--context", "64")]
    [InlineData("There is no chat template 'nobody'", "--template", "nobody")]
    [InlineData("missing.gguf", "--adapter", "missing.gguf")]
    [InlineData("text.gguf", "--adapter", "text.gguf")]
    public void Chat_WhatCannotBe_IsSaid(string message, params string[] arguments)
    {
        _rlar.Write("text.gguf", "this is no adapter at all, but it is long enough");
        var (code, output, error) = Chat(SharedModels.Stories260K, "Hello\n", arguments);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-INT", ExitCode.Cancelled)]
    [InlineData("-TERM", ExitCode.Terminated)]
    public async Task Signal_BetweenAnswers_EndsTheProgram(string signal, int code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such signals");
        using var process = _rlar.Start("chat", Model(SharedModels.Stories260K), "--max-tokens", "8");
        await process.StandardInput.WriteLineAsync("Once upon a time");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(code, process.ExitCode);
    }

    // On the query and output matrices of the first layer; b is what the second matrix is filled with.
    private void WriteAdapter(string name, float b)
    {
        var model = GgufFile.Read(Model(SharedModels.Stories260K));
        var writer = new GgufWriter();
        writer.Set("general.type", "adapter");
        writer.Set("general.architecture", model.Text("general.architecture")!);
        writer.Set("adapter.type", "lora");
        writer.Set("adapter.lora.alpha", 2f);
        foreach (var tensor in model.Tensors.Where(tensor => tensor.Name is "blk.0.attn_output.weight" or "blk.0.ffn_down.weight"))
        {
            writer.Add(tensor.Name + ".lora_a", GgufElement.F32, [tensor.Dimensions[0], 2], (start, values) => Fill(start, values, 1));
            writer.Add(tensor.Name + ".lora_b", GgufElement.F32, [2, tensor.Dimensions[1]], (start, values) => Fill(start, values, b));
        }

        using var stream = File.Create(_rlar.PathOf(name));
        writer.WriteTo(stream, TestContext.Current.CancellationToken);

        static void Fill(long start, Span<float> values, float size)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = size * MathF.Sin(1.7f * (start + i));
        }
    }

    private (int Code, string Output, string Error) Chat(string model, string input, params string[] more) => _rlar.Run(["chat", Model(model), "--threads", "1", .. more], input);

    private static string Model(string name)
    {
        Assert.SkipUnless(LlamaLibrary.Status.IsAvailable, LlamaLibrary.Status.Reason ?? "");
        return SharedModels.Require(name);
    }
}

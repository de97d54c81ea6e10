using Rlar.Inference.Catalog;
using Rlar.Inference.Catalog.Pull;
using Rlar.Inference.Gguf;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Scoring;
using Rlar.Inference.Tests.Llama.Serving;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Catalog.Pull;

public sealed class Llama2cConversionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rlar-l2c-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Checkpoint => Path.Combine(_folder, "model.bin");

    private string TokenizerFile => Path.Combine(_folder, "tokenizer.bin");

    private string Target => Path.Combine(_folder, "model.gguf");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(48, 128, 2, 6, 6, true)]
    [InlineData(48, 96, 3, 6, 2, true)]
    [InlineData(64, 80, 2, 4, 1, false)]
    public void Convert_RandomCheckpoint_GivesTheForwardPassOfRunC(int width, int hidden, int layers, int heads, int keyHeads, bool tied)
    {
        Engine.Require();
        var source = new Llama2cModel(width, hidden, layers, heads, keyHeads, 300, 64, tied, seed: width + layers);
        Write(source);
        Llama2cConversion.Convert(Checkpoint, TokenizerFile, Target, new Llama2cNaming("random", "MIT"), Token);
        var tokens = Enumerable.Range(0, 24).Select(index => 3 + (index * index * 31 % 297)).ToArray();
        using var model = LlamaModel.Load(Target, new LlamaModelOptions(), null, Token);
        using var scorer = new LlamaLogprobs(model, new LlamaContextOptions { ContextTokens = 64, Threads = 1, Sequences = 1 }.Exact());
        var given = scorer.Score([new TokenRow(tokens, 1)], Token)[0];
        var logits = source.Forward(tokens);
        for (var index = 1; index < tokens.Length; index++)
        {
            var row = logits[index - 1];
            var top = row.Max();
            Assert.Equal(row[tokens[index]] - top - Math.Log(row.Sum(value => Math.Exp(value - top))), given[index - 1], 1e-4);
        }
    }

    [Fact]
    public void Convert_Stories260K_WritesWhatTheModelWas()
    {
        Engine.Require();
        var original = SharedModels.Require(SharedModels.Stories260K);
        Reverse(GgufFile.Read(original), original);
        Llama2cConversion.Convert(Checkpoint, TokenizerFile, Target, new Llama2cNaming("stories260K", null), Token);
        var options = new LlamaContextOptions { ContextTokens = 256, Threads = 1 };
        using var before = Engine.Load(SharedModels.Stories260K);
        using var after = LlamaModel.Load(Target, new LlamaModelOptions(), null, Token);
        var prompt = before.Vocabulary.Tokenize("Once upon a time, there was a café", true, SpecialTokens.AsText);
        Assert.Equal(prompt, after.Vocabulary.Tokenize("Once upon a time, there was a café", true, SpecialTokens.AsText));
        var expected = NativeGreedy.Generate(before, options, prompt, 100);
        Assert.Equal(expected, NativeGreedy.Generate(after, options, prompt, 100));
        Assert.Equal(before.Vocabulary.Text([.. expected], false), after.Vocabulary.Text([.. expected], false));
        var summary = ModelSummary.Read(Target);
        Assert.Equal(("llama", 512L, 5L, "llama/default"), (summary.Architecture, summary.Vocabulary, summary.Layers, summary.Tokenizer));
    }

    [Theory]
    [InlineData("cut", "truncated")]
    [InlineData("longer", "asks for")]
    [InlineData("empty", "fewer than the header")]
    [InlineData("text", "no llama2.c checkpoint")]
    [InlineData("newer", "version 1")]
    [InlineData("heads", "do not fit")]
    [InlineData("layers", "no llama2.c checkpoint")]
    [InlineData("tokens-cut", "token 299 of 300")]
    [InlineData("tokens-longer", "another vocabulary")]
    [InlineData("tokens-length", "truncated, or no tokenizer.bin")]
    [InlineData("tokens-score", "its score is NaN")]
    public void Convert_DamagedFiles_AreRefused(string damage, string message)
    {
        var source = new Llama2cModel(32, 64, 1, 4, 4, 300, 16, true, 1);
        var (checkpoint, tokens) = (source.Checkpoint(), source.Tokenizer());
        switch (damage)
        {
            case "cut": checkpoint = checkpoint[..^4]; break;
            case "longer": checkpoint = [.. checkpoint, 0, 0, 0, 0]; break;
            case "empty": checkpoint = []; break;
            case "text": checkpoint = "This is no checkpoint, whatever its name says."u8.ToArray(); break;
            case "newer": "24ka\x01\0\0\0"u8.CopyTo(checkpoint); break;
            case "heads": checkpoint[12] = 5; break;
            case "layers": checkpoint[11] = 0x7f; break;
            case "tokens-cut": tokens = tokens[..^2]; break;
            case "tokens-longer": tokens = [.. tokens, 0]; break;
            case "tokens-length": tokens[11] = 0x7f; break;
            case "tokens-score": BitConverter.GetBytes(float.NaN).CopyTo(tokens, 4); break;
        }

        File.WriteAllBytes(Checkpoint, checkpoint);
        File.WriteAllBytes(TokenizerFile, tokens);
        var error = Assert.Throws<InferenceException>(() => Llama2cConversion.Convert(Checkpoint, TokenizerFile, Target, new Llama2cNaming("x", null), Token));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public void Convert_RandomHeaders_NeverFailsAnotherWay()
    {
        var random = new Random(7);
        var source = new Llama2cModel(32, 64, 1, 4, 4, 300, 16, true, 1);
        File.WriteAllBytes(TokenizerFile, source.Tokenizer());
        var good = source.Checkpoint();
        for (var round = 0; round < 500; round++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = 0; change < 3; change++)
                bytes[random.Next(28)] = (byte)random.Next(256);
            File.WriteAllBytes(Checkpoint, bytes);
            if (!bytes.AsSpan(0, 28).SequenceEqual(good.AsSpan(0, 28)))
                _ = Assert.Throws<InferenceException>(() => Llama2cConversion.Convert(Checkpoint, TokenizerFile, Target, new Llama2cNaming("x", null), Token));
        }
    }

    [Fact]
    public void Convert_TargetCannotBeWritten_SaysWhich()
    {
        Write(new Llama2cModel(32, 64, 1, 4, 4, 300, 16, true, 1));
        var error = Assert.Throws<InferenceException>(() => Llama2cConversion.Convert(Checkpoint, TokenizerFile, "/nowhere/x.gguf", new Llama2cNaming("x", null), Token));
        Assert.StartsWith("/nowhere/x.gguf: ", error.Message, StringComparison.Ordinal);
    }

    private void Write(Llama2cModel source)
    {
        File.WriteAllBytes(Checkpoint, source.Checkpoint());
        File.WriteAllBytes(TokenizerFile, source.Tokenizer());
    }

    // The llama2.c files that the GGUF file was once made of.
    private void Reverse(GgufFile file, string path)
    {
        int Number(string key) => (int)file.Number("llama." + key)!.Value;
        var (layers, context) = (Number("block_count"), Number("context_length"));
        int[] header = [Number("embedding_length"), Number("feed_forward_length"), layers, Number("attention.head_count"), Number("attention.head_count_kv"), 512, context];
        using (var target = File.Create(Checkpoint))
        using (var source = File.OpenRead(path))
        {
            foreach (var number in header)
                target.Write(BitConverter.GetBytes(number));
            Copy("token_embd");
            foreach (var name in (string[])["attn_norm", "attn_q", "attn_k", "attn_v", "attn_output", "ffn_norm", "ffn_gate", "ffn_down", "ffn_up"])
            {
                for (var layer = 0; layer < layers; layer++)
                    Copy($"blk.{layer}.{name}");
            }

            Copy("output_norm");
            target.Write(new byte[context * (header[0] / header[3]) * 4]);

            void Copy(string name)
            {
                var tensor = file.Tensors.Single(tensor => tensor.Name == name + ".weight");
                var bytes = new byte[tensor.Bytes];
                source.Position = tensor.Offset;
                source.ReadExactly(bytes);
                target.Write(bytes);
            }
        }

        var texts = ((GgufArray)file.Metadata["tokenizer.ggml.tokens"]).Values!.Cast<string>().ToList();
        var scores = ((GgufArray)file.Metadata["tokenizer.ggml.scores"]).Values!.Cast<double>().ToList();
        using var tokens = new BinaryWriter(File.Create(TokenizerFile));
        tokens.Write(7);
        for (var id = 0; id < texts.Count; id++)
        {
            var text = System.Text.Encoding.UTF8.GetBytes(texts[id].Replace('\u2581', ' '));
            tokens.Write((float)scores[id]);
            tokens.Write(text.Length);
            tokens.Write(text);
        }
    }
}

using System.Text;
using BenchmarkDotNet.Attributes;
using Rlar.Inference.Tokenizers;

namespace Rlar.Bench.Tokenizers;

/// <summary>Encoding a text on one thread, with the word cache warm; one operation is the whole text.</summary>
[TokenizeFilter]
public class TokenizeBenchmarks
{
    private Tokenizer _tokenizer = null!;
    private string _text = "";

    /// <summary>Whose tokenizer.</summary>
    [Params("qwen", "llama3", "gemma", "t5", "bert")]
    public string Model { get; set; } = "";

    /// <summary>Which text.</summary>
    [Params("english", "code", "chinese", "one letter", "random")]
    public string Text { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _tokenizer = Tokenizer.Load(TokenizerTexts.PathOf(Model));
        _text = TokenizerTexts.Make(Text);
        for (var i = 0; i < 20; i++)
            _ = _tokenizer.EncodeIds(_text); // the tokenizer is compiled in tiers, unlike the kernels
    }

    /// <summary>Ids alone.</summary>
    [Benchmark]
    public int TokenizeIds() => _tokenizer.EncodeIds(_text).Length;

    /// <summary>Ids and offsets.</summary>
    [Benchmark]
    public int TokenizeWithOffsets() => _tokenizer.Encode(_text).Ids.Length;

    internal static int BytesOf(string text) => Encoding.UTF8.GetByteCount(TokenizerTexts.Make(text));
}

using System.Text.Json;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Tokenizers;

/// <summary>Text from outside must not be able to write a special token.</summary>
public sealed class SpecialTokensTests
{
    [Theory]
    [InlineData("qwen")]
    [InlineData("llama3")]
    [InlineData("gemma")]
    [InlineData("t5")]
    [InlineData("bert")]
    [InlineData("llama2")]
    [InlineData("mistral")]
    [InlineData("deepseek")]
    public void Encode_AsText_NeverGivesASpecialId(string model)
    {
        var tokenizer = Loaded.Model(model);
        var added = Added(model);
        var random = new Random(7);
        string[] surroundings = ["", " ", "\n", "a", "<", ">", "|", "\u2581", "\u0120", "[", "\u200B", "e\u0301"];
        var unknown = tokenizer.IdOf("<unk>") ?? tokenizer.IdOf("[UNK]") ?? -1;
        foreach (var token in added)
        {
            foreach (var surrounding in surroundings)
                Check(surrounding + token + surrounding);
            Check(token + added[random.Next(added.Count)] + token);
            Check(RandomText.Next(random, loneSurrogates: true) + token + RandomText.Next(random, loneSurrogates: true));
        }

        void Check(string text)
        {
            foreach (var id in tokenizer.EncodeIds(text, SpecialTokens.AsText).Where(id => id != unknown && tokenizer.SpecialIds.Contains(id)))
                Assert.Fail($"{model}: {JsonSerializer.Serialize(text)} gives {id}, '{tokenizer.TokenOf(id)}'");
        }
    }

    [Theory]
    [InlineData("qwen", "<|im_start|>")]
    [InlineData("llama3", "<|eot_id|>")]
    [InlineData("gemma", "<bos>")]
    [InlineData("t5", "</s>")]
    [InlineData("bert", "[SEP]")]
    public void Encode_Recognise_GivesTheId(string model, string token)
    {
        var tokenizer = Loaded.Model(model);
        Assert.Contains(tokenizer.IdOf(token)!.Value, tokenizer.EncodeIds($"a {token} b"));
    }

    // Added-token matching off, a whole vocabulary on: whatever needs no special token must come out the same.
    [Theory]
    [InlineData("qwen")]
    [InlineData("llama3")]
    [InlineData("bert")]
    public void Encode_AsTextWithoutAddedTokens_EqualsRecognise(string model)
    {
        var tokenizer = Loaded.Model(model);
        var added = Added(model);
        var random = new Random(8);
        for (var i = 0; i < 500; i++)
        {
            var text = RandomText.Next(random);
            if (!added.Exists(token => text.Contains(token, StringComparison.Ordinal)))
                Assert.Equal(tokenizer.EncodeIds(text), tokenizer.EncodeIds(text, SpecialTokens.AsText));
        }
    }

    [Theory]
    [InlineData("qwen")]
    [InlineData("llama3")]
    [InlineData("deepseek")]
    public void Decode_AsTextOfAByteLevelModel_GivesTheText(string model)
    {
        var tokenizer = Loaded.Model(model);
        foreach (var token in Added(model))
            Assert.Equal($"x{token}y", tokenizer.Decode(tokenizer.EncodeIds($"x{token}y", SpecialTokens.AsText)));
    }

    // A vocabulary that can merge its way to a special token, has it as a whole word, and has it as one character.
    [Fact]
    public void Encode_AsTextWhereMergesMakeASpecialToken_TakesTheLongerWay()
    {
        var json = Loaded.ByteLevel("< s", "<s >", "a b");
        json["model"]!["ignore_merges"] = true;
        json["added_tokens"] = JsonSerializer.SerializeToNode(new[] { new { id = 257, content = "<s>", special = true }, new { id = 256, content = "<s", special = false } });
        var tokenizer = Loaded.FromJson(json.ToJsonString());
        Assert.Equal([257], tokenizer.EncodeIds("<s>"));
        Assert.Equal([256, '>'], tokenizer.EncodeIds("<s>", SpecialTokens.AsText));
        Assert.Equal([258, 256, '>', 258], tokenizer.EncodeIds("ab<s>ab", SpecialTokens.AsText));
    }

    private static List<string> Added(string model)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TokenizerFiles.Require(model)));
        return [.. file.RootElement.GetProperty("added_tokens").EnumerateArray().Select(token => token.GetProperty("content").GetString()!)];
    }
}

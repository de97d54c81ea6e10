using System.Security.Cryptography;
using System.Text.Json;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Tokenizers;

/// <summary>Every row that the Rust library gave: ids, ids with the template, offsets, and both ways of decoding.</summary>
public sealed class TokenizerGoldenTests
{
    [Theory]
    [InlineData("qwen")]
    [InlineData("llama3")]
    [InlineData("gemma")]
    [InlineData("t5")]
    [InlineData("bert")]
    public void Encode_GoldenRows_EqualTheReference(string model)
    {
        var rows = SharedData.Rows("tokenizers_dev.jsonl.gz").Where(row => row.GetProperty("tokenizer").GetString() == model).ToList();
        var tokenizer = Loaded.Model(model);
        using var file = File.OpenRead(TokenizerFiles.Require(model));
        Assert.Equal(rows[0].GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(file)));
        Assert.Equal(400, rows.Count);
        foreach (var row in rows)
        {
            var text = row.GetProperty("text").GetString()!;
            var encoding = tokenizer.Encode(text);
            Assert.Equal(Integers(row, "ids"), encoding.Ids);
            Assert.Equal(Integers(row, "offsets"), encoding.Offsets.SelectMany(span => new[] { span.Start, span.End }));
            Assert.Equal(encoding.Ids, tokenizer.EncodeIds(text));
            Assert.Equal(Integers(row, "ids_special"), tokenizer.EncodeIds(text, addTemplate: true));
            Assert.Equal(row.GetProperty("decoded").GetString(), tokenizer.Decode(encoding.Ids));
            if (row.TryGetProperty("decoded_raw", out var raw))
                Assert.Equal(raw.GetString(), tokenizer.Decode(encoding.Ids, skipSpecial: false));
        }
    }

    // Ids, offsets and decodings of the same library for settings that the five files do not use; made with its node package 0.23.2.
    [Theory]
    [MemberData(nameof(ComponentRows))]
    public void Encode_Component_EqualsTheReference(string name, string json, string text, int[] ids, int[] offsets, string decoded)
    {
        var tokenizer = Loaded.FromJson(json);
        var encoding = tokenizer.Encode(text, addTemplate: true);
        Assert.True(ids.SequenceEqual(encoding.Ids), $"{name}: {JsonSerializer.Serialize(text)}: {string.Join(' ', encoding.Ids)}");
        Assert.Equal(offsets, encoding.Offsets.SelectMany(span => new[] { span.Start, span.End }));
        Assert.Equal(decoded, tokenizer.Decode(ids));
    }

    public static IEnumerable<TheoryDataRow<string, string, string, int[], int[], string>> ComponentRows()
    {
        foreach (var line in File.ReadLines(Path.Combine(SharedData.Repository, "tests", "Inference", "Tokenizers", "components.jsonl")))
        {
            var row = JsonDocument.Parse(line).RootElement;
            var json = row.GetProperty("tokenizer").GetRawText();
            foreach (var text in row.GetProperty("rows").EnumerateArray())
            {
                yield return new(row.GetProperty("name").GetString()!, json, text.GetProperty("text").GetString()!, [.. Integers(text, "ids")], [.. Integers(text, "offsets")],
                    text.GetProperty("decoded").GetString()!);
            }
        }
    }

    private static IEnumerable<int> Integers(JsonElement row, string name) => row.GetProperty(name).EnumerateArray().Select(value => value.GetInt32());
}

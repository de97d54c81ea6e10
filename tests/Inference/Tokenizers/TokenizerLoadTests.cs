using System.Text.Json.Nodes;
using Rlar.Inference.Tokenizers;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Tokenizers;

public sealed class TokenizerLoadTests
{
    [Theory]
    [InlineData("normalizer", """{"type":"Foo"}""", "$.normalizer.type: the normalizer 'Foo' is not supported")]
    [InlineData("pre_tokenizer", """{"type":"Sequence","pretokenizers":[{"type":"Digits"},{"type":"UnicodeScripts"}]}""", "$.pre_tokenizer.pretokenizers[1].type: the pre-tokenizer 'UnicodeScripts'")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"\\w+"},"behavior":"Isolated"}""", "uses \\w, which is not read here")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"[a-z&&[^b]]"},"behavior":"Isolated"}""", "$.pre_tokenizer.pattern.Regex")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"Regex":"(a"},"behavior":"Isolated"}""", "a group without its end")]
    [InlineData("pre_tokenizer", """{"type":"Split","pattern":{"String":"a"},"behavior":"Gone"}""", "$.pre_tokenizer.behavior: 'Gone' is none of Removed")]
    [InlineData("decoder", """{"type":"CTC"}""", "$.decoder.type: the decoder 'CTC'")]
    [InlineData("post_processor", """{"type":"X"}""", "$.post_processor.type")]
    [InlineData("model", """{"type":"WordLevel","vocab":{}}""", "$.model.type: the model 'WordLevel'")]
    [InlineData("model", """{"type":"BPE","dropout":0.1,"vocab":{},"merges":[]}""", "$.model.dropout")]
    [InlineData("model", """{"type":"BPE","vocab":{"a":0},"merges":["a b"]}""", "$.model.merges: merge 0: 'b' is not in the vocabulary")]
    [InlineData("model", """{"type":"BPE","vocab":{"a":-1},"merges":[]}""", "$.model.vocab: the id of 'a'")]
    [InlineData("model", """{"type":"Unigram","unk_id":3,"vocab":[["a",0]]}""", "$.model.unk_id: an integer from 0 to 0")]
    [InlineData("model", """{"vocab":3}""", "$.model.type")]
    [InlineData("version", "\"2.0\"", "$.version: version '2.0'")]
    [InlineData("normalizer", """{"type":"Precompiled","precompiled_charsmap":"AAA="}""", "$.normalizer.precompiled_charsmap")]
    [InlineData("normalizer", """{"type":"Precompiled"}""", "$.normalizer.precompiled_charsmap")]
    public void Load_BadFile_NamesFileAndPath(string section, string json, string message)
    {
        var file = Loaded.ByteLevel();
        file[section] = JsonNode.Parse(json);
        var error = Assert.Throws<InferenceException>(() => Loaded.FromJson(file.ToJsonString()));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(".json: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Load_NoTokenizer_SaysSo(string text) => Assert.Throws<InferenceException>(() => Loaded.FromJson(text));

    [Fact]
    public void Load_MissingFile_SaysSo() =>
        Assert.Contains("/nowhere/tokenizer.json: cannot be read", Assert.Throws<InferenceException>(() => Tokenizer.Load("/nowhere/tokenizer.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_VocabularyText_EqualsTheJsonOfTheSameModel()
    {
        var json = Loaded.Model("bert");
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".txt");
        File.WriteAllLines(path, Enumerable.Range(0, json.VocabularySize).Select(id => json.TokenOf(id)!));
        try
        {
            var text = Tokenizer.Load(path);
            foreach (var row in SharedData.Rows("tokenizers_dev.jsonl.gz").Where(row => row.GetProperty("tokenizer").GetString() == "bert"))
            {
                var words = row.GetProperty("text").GetString()!;
                Assert.Equal(json.EncodeIds(words, addTemplate: true), text.EncodeIds(words, addTemplate: true));
                Assert.Equal(json.Decode(json.EncodeIds(words)), text.Decode(json.EncodeIds(words)));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Load_VocabularyTextWithoutUnknown_SaysSo()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".txt");
        File.WriteAllText(path, "a\nb\n");
        Assert.Contains("[UNK] is missing", Assert.Throws<InferenceException>(() => Tokenizer.Load(path)).Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Theory]
    [InlineData("qwen", 151665, "Ġthe", 279)]
    [InlineData("llama3", 128256, "<|begin_of_text|>", 128000)]
    [InlineData("bert", 30522, "[CLS]", 101)]
    public void IdOf_Token_IsTheInverseOfTokenOf(string model, int size, string token, int id)
    {
        var tokenizer = Loaded.Model(model);
        Assert.Equal(size, tokenizer.VocabularySize);
        Assert.Equal(id, tokenizer.IdOf(token));
        for (var i = 0; i < size; i += 97)
            Assert.Equal(i, tokenizer.IdOf(tokenizer.TokenOf(i)!));
        Assert.Null(tokenizer.TokenOf(size));
        Assert.Null(tokenizer.TokenOf(-1));
        Assert.Null(tokenizer.IdOf("no such token, surely"));
    }
}

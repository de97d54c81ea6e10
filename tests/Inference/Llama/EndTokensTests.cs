using Rlar.Inference.Gguf;
using Rlar.Inference.Llama;
using Rlar.Inference.Tests.Llama.Pooled;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama;

public sealed class EndTokensTests
{
    private const string ChatMl = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
    private const string Gemma = "{% for m in messages %}<start_of_turn>{{ m.role }}\n{{ m.content }}<end_of_turn>\n{% endfor %}";
    private const string Own = "{% for m in messages %}<|turn|>{{ m.role }}\n{{ m.content }}<|over|>\n{% endfor %}";
    // Llama 3.1's writes <|eom_id|> after calls only.
    private const string Llama3 = "{% for m in messages %}<|start_header_id|>{{ m.role }}<|end_header_id|>\n\n{{ m.content }}{% if m.tool_calls %}<|eom_id|>{% else %}<|eot_id|>{% endif %}{% endfor %}";
    private static readonly string[] Names =
    [
        "<|endoftext|>", "<|im_start|>", "<|im_end|>", "</s>", "<|file_sep|>", "<|fim_pad|>", "<end_of_turn>", "<eos>", "<|turn|>", "<|over|>", "<|eot_id|>", "<|eom_id|>",
        "<|start_header_id|>", "<|end_header_id|>",
    ];

    // The file's template; what it declares: the end, padding; what is an end then.
    [Theory]
    [InlineData(ChatMl, "<|im_end|>", "<|endoftext|>", "<|im_end|> <|endoftext|>")]
    [InlineData(ChatMl, "<|endoftext|>", null, "<|im_end|> <|endoftext|>")]
    [InlineData(Gemma, "<eos>", null, "<eos> <end_of_turn>")]
    [InlineData(Own, "<|endoftext|>", null, "<|endoftext|> <|over|>")]
    [InlineData(Llama3, "<|endoftext|>", null, "<|endoftext|> <|eot_id|> <|eom_id|>")]
    [InlineData("{% include 'unheard of' %} <|im_end|>", "<|endoftext|>", null, "<|im_end|> <|endoftext|>")]
    [InlineData(null, "</s>", null, "</s>")]
    // Without a template the vocabulary tells the family.
    [InlineData(null, "<|endoftext|>", null, "<|endoftext|> <|im_end|>")]
    public void IsEnd_TokensOfTheFile_AreItsEnds(string? template, string end, string? padding, string expected)
    {
        using var folder = new TempFolder();
        using var model = Load(folder, template, end, padding);
        var ends = Enumerable.Range(0, model.Vocabulary.Size).Where(model.Vocabulary.IsEnd).Select(model.Vocabulary.Written);
        // A vocabulary with ChatML's marks and no template is a chat's.
        var due = template is null && end == "</s>" ? "</s> <|im_end|>" : expected;
        Assert.Equal(due.Split(' ').Order(StringComparer.Ordinal), ends.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{\"eos_token_id\": [EOT, EOM]}", "<|endoftext|> <|eot_id|> <|eom_id|> <|im_end|>")]
    [InlineData("{\"eos_token_id\": EOT}", "<|endoftext|> <|eot_id|> <|im_end|>")]
    [InlineData("{\"eos_token_id\": null}", "<|endoftext|> <|im_end|>")]
    [InlineData("{}", "<|endoftext|> <|im_end|>")]
    public void IsEnd_GenerationConfigBeside_IsRead(string config, string expected)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.PathOf("generation_config.json"), config.Replace("EOT", $"{Id("<|eot_id|>")}", StringComparison.Ordinal).Replace("EOM", $"{Id("<|eom_id|>")}", StringComparison.Ordinal));
        using var model = Load(folder, ChatMl, "<|endoftext|>", null);
        var ends = Enumerable.Range(0, model.Vocabulary.Size).Where(model.Vocabulary.IsEnd).Select(model.Vocabulary.Written);
        Assert.Equal(expected.Split(' ').Order(StringComparer.Ordinal), ends.Order(StringComparer.Ordinal));
    }

    // That of another model of the folder: a wrong end would cut answers short, or let them run on.
    [Theory]
    [InlineData("{\"eos_token_id\": 128009}", "128009 is no token")]
    [InlineData("{\"eos_token_id\": [-1]}", "-1 is no token")]
    [InlineData("{\"eos_token_id\": 20}", "20 is the piece of text")]
    public void Load_GenerationConfigOfAnotherModel_IsRefused(string config, string message)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.PathOf("generation_config.json"), config);
        Assert.Contains(message, Assert.Throws<InferenceException>(() => Load(folder, ChatMl, "<|endoftext|>", null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"eos_token_id\": \"x\"}")]
    [InlineData("{\"eos_token_id\": [1.5]}")]
    public void Load_DamagedGenerationConfig_IsRefused(string config)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.PathOf("generation_config.json"), config);
        Assert.Contains("generation_config.json", Assert.Throws<InferenceException>(() => Load(folder, ChatMl, "<|endoftext|>", null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf", "<|im_end|>", "<|endoftext|>")]
    [InlineData("minimind2-small/MiniMind2-Small.F16.gguf", "<|im_end|>", null)]
    [InlineData("stories15M/stories15M.q8_0.gguf", "</s>", null)]
    public void IsEnd_RealModels_KeepTheirs(string name, string one, string? other)
    {
        using var model = Engine.Load(name);
        var ends = Enumerable.Range(0, model.Vocabulary.Size).Where(model.Vocabulary.IsEnd).Select(model.Vocabulary.Written).ToList();
        Assert.Contains(one, ends);
        if (other is not null)
            Assert.Contains(other, ends);
    }

    private static long Id(string name) => 103 - Names.Length + Array.IndexOf(Names, name);

    // The last tokens of a small vocabulary of byte pairs become special ones.
    private static LlamaModel Load(TempFolder folder, string? template, string end, string? padding)
    {
        Engine.Require();
        var copy = GgufCopy.Of(SharedModels.Require("tiny/tiny-qwen3.f32.gguf"));
        var tokens = ((GgufArray)copy.Metadata["tokenizer.ggml.tokens"]).Values!.Cast<string>().ToArray();
        var types = ((GgufArray)copy.Metadata["tokenizer.ggml.token_type"]).Values!.Select(type => (object)(long)type).ToArray();
        Assert.Equal(103, tokens.Length);
        for (var token = 0; token < tokens.Length; token++)
        {
            if (Names.Contains(tokens[token]))
                (tokens[token], types[token]) = ($"<unused{token}>", 3L);
        }

        foreach (var name in Names)
        {
            tokens[Id(name)] = name;
            // An HTML tag is no control token, whatever its name.
            types[Id(name)] = name is "</s>" ? 4L : 3L;
        }

        copy.Metadata["tokenizer.ggml.tokens"] = tokens;
        copy.Metadata["tokenizer.ggml.token_type"] = ((GgufArray)copy.Metadata["tokenizer.ggml.token_type"]) with { Values = types };
        copy.Metadata["tokenizer.ggml.eos_token_id"] = Id(end);
        _ = copy.Metadata.Remove("tokenizer.ggml.bos_token_id");
        _ = copy.Metadata.Remove("tokenizer.ggml.padding_token_id");
        if (padding is not null)
            copy.Metadata["tokenizer.ggml.padding_token_id"] = Id(padding);
        if (template is not null)
            copy.Metadata["tokenizer.chat_template"] = template;
        var path = folder.PathOf("model.gguf");
        copy.Write(path);
        return LlamaModel.Load(path, new LlamaModelOptions(), null, TestContext.Current.CancellationToken);
    }
}

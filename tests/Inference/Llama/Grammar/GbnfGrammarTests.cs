using System.Text;
using System.Text.Json;
using Rlar.Inference.Llama.Grammar;
using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Native;
using Rlar.Inference.Tests.Native;
using Rlar.Tests;

namespace Rlar.Inference.Tests.Llama.Grammar;

public sealed class GbnfGrammarTests
{
    private const string SmolLM2 = "smollm2-135m-instruct/SmolLM2-135M-Instruct.Q4_1.gguf";
    private const string Json = """
        # llama.cpp's grammars/json.gbnf
        root   ::= object
        value  ::= object | array | string | number | ("true" | "false" | "null") ws
        object ::=
          "{" ws (
                    string ":" ws value
            ("," ws string ":" ws value)*
          )? "}" ws
        array  ::= "[" ws ( value ("," ws value)* )? "]" ws
        string ::= "\"" ( [^"\\\x7F\x00-\x1F] | "\\" (["\\bfnrt] | "u" [0-9a-fA-F]{4}) )* "\"" ws
        number ::= ("-"? ([0-9] | [1-9] [0-9]{0,15})) ("." [0-9]+)? ([eE] [-+]? [0-9] [1-9]{0,15})? ws
        ws ::= | " " | "\n" [ \t]{0,20}
        """;

    private const string Small = """
        root ::= "[" item ("," item){0,3} "]"
        item ::= "\"" [a-zA-Z .é]{0,8} "\"" | [1-9] [0-9]{0,9} | root
        """;

    // The tokens that may follow, at each step of random walks, against llama.cpp's own.
    [Theory]
    [InlineData(SmolLM2, Json, 2)]
    [InlineData(SharedModels.Stories260K, Json, 40)]
    [InlineData(SharedModels.Stories260K, "root ::= (\"yes\" | \"no\" | [a-z]{2,5} \"-\"?)+ .{3} \"é漢\" [^a-zA-Z\\n]*", 40)]
    [InlineData(SmolLM2, "root ::= item{1,3} end\nitem ::= \"- \" [^\\n]+ \"\\n\"\nend ::= \"\" | [\\u4e00-\\u9fff]{2}", 2)]
    [InlineData(SharedModels.Stories260K, "root ::= a | b\na ::= \"(\" a \")\" | \"x\"\nb ::= \"(\" b \"]\" | \"x\"", 20)]
    public void Mask_RandomWalks_IsTheNativeEngines(string name, string text, int walks)
    {
        using var model = Engine.Load(name);
        GbnfGrammar grammar = text;
        var vocabulary = LlamaNative.llama_model_get_vocab(model.Handle);
        var random = new Random(3);
        var compared = 0;
        for (var walk = 0; walk < walks; walk++)
        {
            using var native = new LlamaSamplerHandle(LlamaNative.llama_sampler_init_grammar(vocabulary, text, "root"));
            Assert.False(native.IsInvalid);
            var matcher = new GrammarMatcher(grammar, model.Vocabulary.Grammars);
            for (var step = 0; step < 30; step++)
            {
                var ours = new float[model.Vocabulary.Size];
                matcher.Apply(ours);
                var theirs = NativeMask(native, ours.Length);
                var allowed = new List<int>();
                for (var token = 0; token < ours.Length; token++)
                {
                    // llama.cpp lets control tokens stand for their names, and half characters that can become none.
                    if ((model.Vocabulary.Attributes(token) & 9) != 0 && !model.Vocabulary.IsEnd(token))
                        Assert.True(float.IsNegativeInfinity(ours[token]));
                    else if (ours[token] != theirs[token] && IsText(model.Vocabulary.Piece(token, false)))
                        Assert.Fail($"step {step}, token {token} '{model.Vocabulary.Text([token], true)}': {ours[token]} and {theirs[token]}");
                    if (ours[token] == 0 && theirs[token] == 0 && !model.Vocabulary.IsEnd(token))
                        allowed.Add(token);
                    if ((ours[token] == 0) != matcher.Allows(token))
                        Assert.Fail($"step {step}, token {token}: the mask and the question whether it is allowed disagree");
                }

                compared++;
                if (allowed.Count == 0)
                    break;
                var next = allowed[random.Next(allowed.Count)];
                LlamaNative.llama_sampler_accept(native, next);
                matcher.Accept(next);
            }
        }

        Assert.True(compared > walks * 2);
    }

    [Theory]
    [InlineData("", "no rule 'root'")]
    [InlineData("root ::= a", "'a' is used and not defined")]
    [InlineData("root ::= \"a", "line 1, column 12: the grammar ends inside")]
    [InlineData("root ::= \"a\"\nroot ::= \"b\"", "line 2, column 10: the rule 'root' is defined twice")]
    [InlineData("root ::= root \"a\" | \"b\"", "'root' begins with itself")]
    [InlineData("root ::= a root \"y\" | \"x\"\na ::= b\nb ::= \"\"", "'root' begins with itself")]
    [InlineData("root ::= []", "the character class is empty")]
    [InlineData("root ::= [z-a]", "runs backwards")]
    [InlineData("root ::= \"a\"{3,2}", "at least 3 and at most 2")]
    [InlineData("root ::= *", "nothing before the repetition")]
    [InlineData("root ::= \"\"*", "nothing before the repetition")]
    [InlineData("root ::= \"\\q\"", "escape \\q")]
    [InlineData("root ::= <7>", "references to tokens")]
    [InlineData("root ::= (\"a\"", "')' is expected")]
    [InlineData("root = \"a\"", "'::=' is expected")]
    [InlineData("root ::= \"a\" )", "a line's end is expected")]
    [InlineData("root ::= \"aaaaaaaaaaaaaaaaaaaaaaaa\"{99999}", "repeat less")]
    public void Parse_InvalidGrammar_SaysWhereAndWhy(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InferenceException>(() => GbnfGrammar.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_DeepOrLongGrammar_EndsNoProcess()
    {
        _ = Assert.Throws<InferenceException>(() => GbnfGrammar.Parse("root ::= " + new string('(', 100000)));
        var chain = new StringBuilder("root ::= r0\n");
        for (var rule = 0; rule < 30000; rule++)
            _ = chain.Append($"r{rule} ::= r{rule + 1}\n");
        _ = GbnfGrammar.Parse(chain.Append("r30000 ::= \"a\"\n").ToString());
        var random = new Random(4);
        const string alphabet = "root::=ab\"[](){}|*+?.,0129^-\\\n #<!";
        for (var round = 0; round < 20000; round++)
        {
            var text = "root ::= " + new string([.. Enumerable.Range(0, random.Next(25)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            _ = Record.Exception(() => GbnfGrammar.Parse(text)) is var error && error is null or InferenceException ? 0 : throw new InvalidOperationException(text, error);
        }
    }

    [Fact]
    public async Task Generate_WithGrammar_WritesATextOfIt()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = new() { ContextTokens = 4096, Sequences = 4, Threads = 1 } });
        var prompt = model.Vocabulary.Tokenize("Once upon a time", true, SpecialTokens.AsText);
        var cut = 0;
        var made = await Task.WhenAll(Enumerable.Range(0, 40).Select(seed => engine.GenerateAsync(
            new GenerationRequest(prompt, new SamplingOptions { MaxTokens = 200, Temperature = 1.5, Seed = seed, TopK = seed % 3 * 20, Grammar = Small }), default)));
        foreach (var one in made)
        {
            cut += one.Finish == FinishReason.Length ? 1 : 0;
            if (one.Finish == FinishReason.End)
                _ = JsonDocument.Parse(one.Text);
            else
                Assert.Equal(FinishReason.Length, one.Finish);
        }

        Assert.InRange(cut, 0, 39);
    }

    [Fact]
    public async Task Generate_Greedy_IsTheBestOfWhatIsAllowed()
    {
        using var model = Engine.Load(SmolLM2);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = new() { ContextTokens = 512, Threads = 1 } });
        var prompt = model.Vocabulary.Tokenize("<|im_start|>user\nIs the sky blue?<|im_end|>\n<|im_start|>assistant\n", true, SpecialTokens.Recognise);
        var made = await engine.GenerateAsync(new GenerationRequest(prompt, new SamplingOptions { MaxTokens = 20, Grammar = "root ::= \"Yes\" | \"No\"" }), default);
        Assert.Contains(made.Text, (string[])["Yes", "No"]);
        // The end is known without asking the model.
        Assert.Equal(FinishReason.End, made.Finish);
    }

    [Fact]
    public async Task Generate_GrammarThatNoTokenFits_EndsAndSaysSo()
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = new() { ContextTokens = 512, Threads = 1 } });
        // Half of a surrogate pair is no character.
        var request = new GenerationRequest([1], new SamplingOptions { MaxTokens = 20, Temperature = 1, Grammar = "root ::= \"ab\" [\\uD800-\\uDFFF]" });
        var made = await engine.GenerateAsync(request, default);
        Assert.Equal(FinishReason.Grammar, made.Finish);
        Assert.Equal("ab", made.Text);
        // The engine goes on.
        Assert.Equal(FinishReason.Length, (await engine.GenerateAsync(request with { Sampling = new SamplingOptions { MaxTokens = 3 } }, default)).Finish);
    }

    // A masked draw has the probabilities of the model's own, cut to what is allowed and made to sum to 1.
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(3, 1.0)]
    [InlineData(0, 0.7)]
    public void Sample_Draws_HaveTheProbabilitiesOfWhatIsAllowed(int topK, double topP)
    {
        using var model = Engine.Load(SharedModels.Stories260K);
        var random = new Random(6);
        var logits = Enumerable.Range(0, model.Vocabulary.Size).Select(_ => (float)(random.NextDouble() * 6)).ToArray();
        GbnfGrammar grammar = "root ::= [a-e]";
        var options = new SamplingOptions { Temperature = 1.2, TopK = topK, TopP = topP, Grammar = grammar };
        var allowed = Enumerable.Range(0, logits.Length).Where(token => new GrammarMatcher(grammar, model.Vocabulary.Grammars).Allows(token)).ToArray();
        Assert.InRange(allowed.Length, 4, 20);
        // The same draws from those alone.
        var expected = new TokenSampler(options with { Grammar = null, Seed = 1 }, allowed.Length);
        var few = Array.ConvertAll(allowed, token => logits[token]);
        const int draws = 20000;
        var counts = new int[logits.Length];
        var wanted = new int[logits.Length];
        for (var draw = 0; draw < draws; draw++)
        {
            counts[new TokenSampler(options with { Seed = draw }, model.Vocabulary).Sample(logits, [])]++;
            wanted[allowed[expected.Sample(few, [])]]++;
        }

        for (var token = 0; token < logits.Length; token++)
            Assert.InRange(Math.Abs(counts[token] - wanted[token]), 0, 5 * Math.Sqrt(2.0 * Math.Max(1, wanted[token])));
    }

    private static unsafe float[] NativeMask(LlamaSamplerHandle grammar, int size)
    {
        var data = new LlamaTokenData[size];
        for (var token = 0; token < size; token++)
            data[token] = new LlamaTokenData { Id = token };
        fixed (LlamaTokenData* first = data)
        {
            var candidates = new LlamaTokenDataArray { Data = first, Size = (nuint)size, Selected = -1 };
            LlamaNative.llama_sampler_apply(grammar, &candidates);
        }

        return Array.ConvertAll(data, token => token.Logit);
    }

    // Pieces of whole characters: of halves, llama.cpp takes some for possible that can become no character.
    private static bool IsText(byte[] bytes) => !Encoding.UTF8.GetString(bytes).Contains('\uFFFD');
}

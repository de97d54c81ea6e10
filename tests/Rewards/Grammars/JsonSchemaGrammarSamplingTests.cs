using System.Text.Json;
using Rlar.Inference.Llama;
using Rlar.Inference.Llama.Grammar;
using Rlar.Inference.Llama.Serving;
using Rlar.Inference.Native;
using Rlar.Rewards.Reading.Literals;
using Rlar.Rewards.Verifiers.Schemas;
using Rlar.Tests;

namespace Rlar.Rewards.Tests.Grammars;

/// <summary>What a model writes under the grammar of a schema is a document of the schema: the writer and our own validator know nothing of each other.</summary>
public sealed class JsonSchemaGrammarSamplingTests
{
    private static readonly string[] Schemas =
    [
        """{"type":"object","properties":{"name":{"type":"string","minLength":1,"maxLength":12},"age":{"type":"integer","minimum":0,"maximum":130},"tags":{"type":"array","items":{"type":"string","maxLength":4},"minItems":1,"maxItems":3},"ok":{"type":"boolean"}},"required":["name","age"],"additionalProperties":false}""",
        """{"type":"object","properties":{"score":{"type":"number","minimum":0,"maximum":1},"why":{"type":["string","null"],"maxLength":10}},"required":["score"]}""",
        """{"$ref":"#/$defs/tree","$defs":{"tree":{"type":"object","properties":{"v":{"type":"integer","exclusiveMinimum":-5,"exclusiveMaximum":21},"kids":{"type":"array","items":{"$ref":"#/$defs/tree"},"maxItems":1}},"required":["v"],"additionalProperties":false}}}""",
        """{"anyOf":[{"type":"string","format":"date"},{"type":"string","format":"date-time"},{"type":"string","format":"uuid"},{"const":null},{"enum":[1,"two",[3],{"four":4.5}]}]}""",
        """{"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"integer"}},"required":["kind","x"]},{"type":"object","properties":{"kind":{"const":"b"},"y":{"type":"number"}},"required":["kind"]},{"type":"null"}]}""",
        """{"allOf":[{"type":"object","properties":{"a":{"type":"number","exclusiveMinimum":-2,"maximum":10}},"required":["a"]},{"properties":{"b":{"type":"string","pattern":"^[a-f]{1,4}(-\\d\\d)?$"}},"required":["b"]}]}""",
        """{"type":"array","prefixItems":[{"type":"integer"},{"type":"boolean"}],"items":{"type":"string","maxLength":3},"minItems":2,"maxItems":4}""",
        """{"type":"object","properties":{"id":{"type":"integer","minimum":1,"maximum":9}},"required":["id"],"additionalProperties":{"type":"boolean"}}""",
        """{"type":"object","additionalProperties":{"type":"integer","minimum":-20,"maximum":-3}}""",
        """{"type":"string","pattern":"\\w+@\\w+"}""",
        """{"type":"array","items":{"type":"number"},"maxItems":3}""",
    ];

    // stories260K at a temperature of 1.5 writes nearly anything that is allowed.
    [Fact]
    public async Task Generate_UnderASchemasGrammar_WritesADocumentOfIt()
    {
        Assert.SkipUnless(LlamaLibrary.Status.IsAvailable, LlamaLibrary.Status.Reason ?? "");
        using var model = LlamaModel.Load(SharedModels.Require(SharedModels.Stories260K), new LlamaModelOptions(), null, default);
        await using var engine = new LlamaEngine(model, new LlamaEngineOptions { Context = new() { ContextTokens = 4096, Sequences = 8, Threads = 1 } });
        var (complete, cut) = (0, 0);
        foreach (var text in Schemas)
        {
            var schema = JsonSchema.Parse(text);
            var grammar = JsonSchemaGrammar.Parse(text);
            var made = await Task.WhenAll(Enumerable.Range(0, 12).Select(seed => engine.GenerateAsync(
                new GenerationRequest([1], new SamplingOptions { MaxTokens = seed == 0 ? 3 : 160, Temperature = 1.5, Seed = seed, Grammar = grammar }), default)));
            foreach (var one in made)
            {
                if (one.Finish == FinishReason.Length)
                {
                    cut++;
                    continue;
                }

                Assert.Equal(FinishReason.End, one.Finish);
                using var document = JsonDocument.Parse(one.Text);
                var verdict = schema.Validate(JsonLiterals.Of(document.RootElement).Value!, new SchemaOptions { AssertsFormats = true });
                Assert.True(verdict.IsValid == true, $"{text}\n{one.Text}\n{string.Join("; ", verdict.Errors)}");
                complete++;
            }
        }

        Assert.True(complete > 80 && cut > 5, $"{complete} complete, {cut} cut");
    }
}

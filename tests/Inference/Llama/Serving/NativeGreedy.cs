using Rlar.Inference.Llama;
using Rlar.Inference.Native;

namespace Rlar.Inference.Tests.Llama.Serving;

/// <summary>The engine's own greedy loop, with its own sampler: what our generation is held against.</summary>
internal static class NativeGreedy
{
    internal static List<int> Generate(LlamaModel model, LlamaContextOptions options, int[] prompt, int count)
    {
        using var context = new LlamaContext(model, options);
        using var chain = new LlamaSamplerHandle(LlamaNative.llama_sampler_chain_init(1));
        LlamaNative.llama_sampler_chain_add(chain, LlamaNative.llama_sampler_init_greedy());
        var handle = (LlamaContextHandle)typeof(LlamaContext).GetField("_handle", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(context)!;
        var batch = new LlamaBatch(prompt.Length);
        for (var index = 0; index < prompt.Length; index++)
            _ = batch.Add(prompt[index], index, 0, index == prompt.Length - 1);
        var tokens = new List<int>();
        while (tokens.Count < count)
        {
            context.Decode(batch, default);
            var token = LlamaNative.llama_sampler_sample(chain, handle, -1);
            if (model.Vocabulary.IsEnd(token))
                break;
            tokens.Add(token);
            batch.Clear();
            _ = batch.Add(token, prompt.Length + tokens.Count - 1, 0, true);
        }

        return tokens;
    }
}

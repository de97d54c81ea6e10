using System.Runtime.InteropServices;

namespace Rlar.Inference.Native;

/// <summary>
/// The functions of llama.h that RLAR calls, by their own names and in its order. A <c>bool</c> is a byte. Sizes are checked before a call:
/// the library's assertions end the process.
/// </summary>
internal static unsafe partial class LlamaNative
{
    private const string Library = "llama";

    [LibraryImport(Library)]
    internal static partial byte* llama_version();

    [LibraryImport(Library)]
    internal static partial LlamaModelParams llama_model_default_params();

    [LibraryImport(Library)]
    internal static partial LlamaContextParams llama_context_default_params();

    [LibraryImport(Library)]
    internal static partial void llama_backend_init();

    [LibraryImport(Library)]
    internal static partial void llama_log_set(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, void* data);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_model_load_from_file(string path, LlamaModelParams options);

    [LibraryImport(Library)]
    internal static partial LlamaQuantizeParams llama_model_quantize_default_params();

    /// <summary>0 when done.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial uint llama_model_quantize(string source, string target, LlamaQuantizeParams* options);

    [LibraryImport(Library)]
    internal static partial void llama_model_free(nint model);

    /// <summary>Null when the context cannot be made; why is in the log.</summary>
    [LibraryImport(Library)]
    internal static partial nint llama_init_from_model(LlamaModelHandle model, LlamaContextParams options);

    [LibraryImport(Library)]
    internal static partial void llama_free(nint context);

    [LibraryImport(Library)]
    internal static partial uint llama_n_ctx(LlamaContextHandle context);

    [LibraryImport(Library)]
    internal static partial uint llama_n_batch(LlamaContextHandle context);

    [LibraryImport(Library)]
    internal static partial uint llama_n_seq_max(LlamaContextHandle context);

    [LibraryImport(Library)]
    internal static partial void llama_attach_threadpool(LlamaContextHandle context, ThreadPoolHandle one, ThreadPoolHandle batch);

    [LibraryImport(Library)]
    internal static partial nint llama_get_memory(LlamaContextHandle context);

    [LibraryImport(Library)]
    internal static partial nint llama_model_get_vocab(LlamaModelHandle model);

    [LibraryImport(Library)]
    internal static partial int llama_model_n_ctx_train(LlamaModelHandle model);

    /// <summary>The width of the sliding window; 0 for none.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_model_n_swa(LlamaModelHandle model);

    [LibraryImport(Library)]
    internal static partial int llama_model_n_embd(LlamaModelHandle model);

    /// <summary>The width of what the model gives, where that is not the hidden state's.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_model_n_embd_out(LlamaModelHandle model);

    /// <summary>How many numbers the pooling RANK gives for a sequence.</summary>
    [LibraryImport(Library)]
    internal static partial uint llama_model_n_cls_out(LlamaModelHandle model);

    /// <summary>Null where the file names no label of that index.</summary>
    [LibraryImport(Library)]
    internal static partial byte* llama_model_cls_label(LlamaModelHandle model, uint index);

    /// <summary>Null when the file cannot be used; why is in the log. Freed before its model.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_adapter_lora_init(LlamaModelHandle model, string path);

    [LibraryImport(Library)]
    internal static partial void llama_adapter_lora_free(nint adapter);

    /// <summary>Sets all adapters of a context; two null arrays only for none, else the process ends.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_set_adapters_lora(LlamaContextHandle context, nint* adapters, nuint count, float* scales);

    /// <summary>Null where the sequence was not in the last batch, or the context does not pool.</summary>
    [LibraryImport(Library)]
    internal static partial float* llama_get_embeddings_seq(LlamaContextHandle context, int sequence);

    [LibraryImport(Library)]
    internal static partial int llama_model_n_layer(LlamaModelHandle model);

    /// <summary>How many bytes the text has; it is cut to the buffer, which always ends in 0.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_model_desc(LlamaModelHandle model, byte* buffer, nuint size);

    [LibraryImport(Library)]
    internal static partial ulong llama_model_size(LlamaModelHandle model);

    [LibraryImport(Library)]
    internal static partial ulong llama_model_n_params(LlamaModelHandle model);

    /// <summary>Null where the file has no template.</summary>
    [LibraryImport(Library)]
    internal static partial byte* llama_model_chat_template(LlamaModelHandle model, byte* name);

    [LibraryImport(Library)]
    internal static partial byte llama_model_has_encoder(LlamaModelHandle model);

    [LibraryImport(Library)]
    internal static partial byte llama_model_has_decoder(LlamaModelHandle model);

    [LibraryImport(Library)]
    internal static partial byte llama_model_is_recurrent(LlamaModelHandle model);

    [LibraryImport(Library)]
    internal static partial byte llama_model_is_hybrid(LlamaModelHandle model);

    [LibraryImport(Library)]
    internal static partial void llama_memory_clear(nint memory, byte data);

    /// <summary>0 when a partial sequence cannot be removed.</summary>
    [LibraryImport(Library)]
    internal static partial byte llama_memory_seq_rm(nint memory, int sequence, int start, int end);

    [LibraryImport(Library)]
    internal static partial void llama_memory_seq_cp(nint memory, int source, int destination, int start, int end);

    /// <summary>-1 where the sequence is empty.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_memory_seq_pos_max(nint memory, int sequence);

    /// <summary>0 done, 1 no room in the KV cache, 2 aborted, -1 bad batch, below: the computation failed.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_decode(LlamaContextHandle context, LlamaNativeBatch batch);

    /// <summary>Null where that token of the last batch had no output; an index beyond the batch too.</summary>
    [LibraryImport(Library)]
    internal static partial float* llama_get_logits_ith(LlamaContextHandle context, int index);

    /// <summary>0 where the file has no tokenizer: no text can be tokenized then, and trying ends the process.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_vocab_type(nint vocabulary);

    [LibraryImport(Library)]
    internal static partial int llama_vocab_n_tokens(nint vocabulary);

    [LibraryImport(Library)]
    internal static partial byte llama_vocab_is_eog(nint vocabulary, int token);

    [LibraryImport(Library)]
    internal static partial int llama_vocab_bos(nint vocabulary);

    [LibraryImport(Library)]
    internal static partial int llama_vocab_eos(nint vocabulary);

    [LibraryImport(Library)]
    internal static partial byte llama_vocab_get_add_bos(nint vocabulary);

    [LibraryImport(Library)]
    internal static partial byte llama_vocab_get_add_eos(nint vocabulary);

    [LibraryImport(Library)]
    internal static partial byte llama_vocab_get_add_sep(nint vocabulary);

    [LibraryImport(Library)]
    internal static partial int llama_vocab_sep(nint vocabulary);

    /// <summary>The count, or minus the count that is needed where it is more than <paramref name="room"/>.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_tokenize(nint vocabulary, byte* text, int length, int* tokens, int room, byte addSpecial, byte parseSpecial);

    /// <summary>The bytes, or minus the bytes that are needed.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_token_to_piece(nint vocabulary, int token, byte* buffer, int size, int strippedSpaces, byte special);

    /// <summary>The token's text as the file has it; good as long as the model.</summary>
    [LibraryImport(Library)]
    internal static partial byte* llama_vocab_get_text(nint vocabulary, int token);

    /// <summary>Bits: 1 unknown, 4 normal, 8 control, 16 user-defined, 32 byte, 128 and 256: takes the white space before or after it.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_vocab_get_attr(nint vocabulary, int token);

    /// <summary>The bytes of the prompt, or below 0 where the template is not known; it is cut to the room and then ends in no 0.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_chat_apply_template(byte* template, LlamaChatMessage* messages, nuint count, byte addAssistant, byte* buffer, int room);

    /// <summary>How many built-in templates there are; their names are good for ever.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_chat_builtin_templates(byte** names, nuint room);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_chain_init(byte noTimings);

    [LibraryImport(Library)]
    internal static partial void llama_sampler_chain_add(LlamaSamplerHandle chain, nint sampler);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_greedy();

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_top_k(int count);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_top_p(float mass, nuint least);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_min_p(float share, nuint least);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_temp(float temperature);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_dist(uint seed);

    [LibraryImport(Library)]
    internal static partial nint llama_sampler_init_penalties(int vocabulary, int last, float repeat, float frequency, float presence);

    /// <summary>
    /// 0 where it cannot be read; why goes to standard error. A grammar may end the process: RLAR follows grammars itself,
    /// and tests compare.
    /// </summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint llama_sampler_init_grammar(nint vocabulary, string grammar, string root);

    [LibraryImport(Library)]
    internal static partial void llama_sampler_apply(LlamaSamplerHandle sampler, LlamaTokenDataArray* candidates);

    [LibraryImport(Library)]
    internal static partial void llama_sampler_accept(LlamaSamplerHandle sampler, int token);

    /// <summary>Samples from an output of the last batch and accepts the token.</summary>
    [LibraryImport(Library)]
    internal static partial int llama_sampler_sample(LlamaSamplerHandle sampler, LlamaContextHandle context, int index);

    [LibraryImport(Library)]
    internal static partial void llama_sampler_free(nint sampler);
}

namespace Rlar.Grpo.Export;

/// <summary>What a policy is written as.</summary>
public enum ExportFormat
{
    /// <summary>A whole model in GGUF, 32 bits a weight; adapters are merged into it.</summary>
    GgufF32,

    /// <summary>A whole model in GGUF, matrices in 16 bits; adapters are merged before.</summary>
    GgufF16,

    /// <summary>A whole model in GGUF, matrices in 8 bits and scales; adapters are merged before.</summary>
    GgufQ8,

    /// <summary>The adapter alone in GGUF, for llama.cpp's --lora and <c>rlar chat --adapter</c>.</summary>
    Adapter,

    /// <summary>
    /// The adapter alone as a folder for PEFT: adapter_model.safetensors and adapter_config.json, with transformers' names and orders of rows.
    /// </summary>
    Peft,

    /// <summary><see cref="GgufF32"/> of a policy that has adapters, which it must have.</summary>
    Merged,
}

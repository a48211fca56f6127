// biome-ignore lint/style/noDefaultExport: the shape of react-devtools-core
export default {initialize() {}, connectToDevTools() {}};
